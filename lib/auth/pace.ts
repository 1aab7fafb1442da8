import "server-only";
import { createHash } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** So many of a kind for one who does it, within so long; the one after them waits for the window's end. */
export type Pace = { kind: string; most: number; windowMs: number };

/** A hash, so that the table names nobody; rows go after a quiet day, with those of sign-in. */
const keyOf = ({ kind }: Pace, who: string) => `${kind}:${createHash("sha256").update(who).digest("hex")}`;

/** Seconds until they may go on, 0 while they may. Writes nothing. */
export async function waitFor(pace: Pace, who: string): Promise<number> {
  const now = clock.now();
  const row = await db().signInThrottle.findUnique({
    where: { key: keyOf(pace, who), blockedUntil: { gt: now } },
    select: { blockedUntil: true },
  });
  return row ? Math.ceil((row.blockedUntil.getTime() - now.getTime()) / 1000) : 0;
}

/** Counts one, in one statement, so that a hundred at once are counted one by one. */
export async function countOne(pace: Pace, who: string): Promise<void> {
  const now = clock.now();
  const over = new Date(now.getTime() - pace.windowMs);
  // `updatedAt` is when the window began.
  await db().$executeRaw`
    INSERT INTO "SignInThrottle" ("key", "failures", "blockedUntil", "updatedAt")
    VALUES (${keyOf(pace, who)}, 1, ${now}, ${now})
    ON CONFLICT ("key") DO UPDATE SET
      "failures" = CASE WHEN "SignInThrottle"."updatedAt" <= ${over}::timestamptz THEN 1
        ELSE "SignInThrottle"."failures" + 1 END,
      "updatedAt" = CASE WHEN "SignInThrottle"."updatedAt" <= ${over}::timestamptz THEN ${now}::timestamptz
        ELSE "SignInThrottle"."updatedAt" END,
      "blockedUntil" = CASE WHEN "SignInThrottle"."updatedAt" > ${over}::timestamptz
          AND "SignInThrottle"."failures" + 1 >= ${pace.most}
        THEN "SignInThrottle"."updatedAt" + ${pace.windowMs} * interval '1 millisecond'
        ELSE ${now}::timestamptz END`;
}

/** Counts what this person asks of Cloudflare, and throws LIMIT when it was too often for now. */
export async function keepPace(actor: Actor, pace: Pace): Promise<void> {
  const wait = await waitFor(pace, actor.id);
  if (wait > 0)
    throw new AppError("LIMIT", `That was often enough for now. Wait ${wait} seconds, then try again.`);
  await countOne(pace, actor.id);
}
