import "server-only";
import { createHash } from "node:crypto";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";

/** Wrong addresses that one network may open within a window before it is answered nothing until the window's end. */
export const wrongAtMost = 60;
export const windowMs = 10 * 60_000;

/** A house is one guesser: of the newer addresses the first half, whose second half everybody may choose. */
function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  if (tail === undefined) return groups.slice(0, 4).join(":");
  return [...groups, "0", "0", "0", "0"].slice(0, 4).join(":");
}

/** A hash, so that the table names nobody; rows go after a quiet day, with those of sign-in. */
const keyOf = (address: string) => `gate:${createHash("sha256").update(networkOf(address)).digest("hex")}`;

/** Whether a network has opened so many wrong addresses that it is answered nothing for now. Writes nothing. */
export async function isSlowed(address: string): Promise<boolean> {
  const row = await db().signInThrottle.findUnique({
    where: { key: keyOf(address), blockedUntil: { gt: clock.now() } },
    select: { key: true },
  });
  return row !== null;
}

/** Counts one wrong address, in one statement, so that a hundred at once are counted one by one. */
export async function countWrong(address: string): Promise<void> {
  const now = clock.now();
  const over = new Date(now.getTime() - windowMs);
  // `updatedAt` is when the window began.
  await db().$executeRaw`
    INSERT INTO "SignInThrottle" ("key", "failures", "blockedUntil", "updatedAt")
    VALUES (${keyOf(address)}, 1, ${now}, ${now})
    ON CONFLICT ("key") DO UPDATE SET
      "failures" = CASE WHEN "SignInThrottle"."updatedAt" <= ${over}::timestamptz THEN 1
        ELSE "SignInThrottle"."failures" + 1 END,
      "updatedAt" = CASE WHEN "SignInThrottle"."updatedAt" <= ${over}::timestamptz THEN ${now}::timestamptz
        ELSE "SignInThrottle"."updatedAt" END,
      "blockedUntil" = CASE WHEN "SignInThrottle"."updatedAt" > ${over}::timestamptz
          AND "SignInThrottle"."failures" + 1 >= ${wrongAtMost}
        THEN "SignInThrottle"."updatedAt" + ${windowMs} * interval '1 millisecond'
        ELSE ${now}::timestamptz END`;
}
