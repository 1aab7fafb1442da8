import "server-only";
import { createHash } from "node:crypto";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";

const hour = 3_600;
/** Free guesses, then a delay that doubles from 5 s to an hour; a quiet day forgets. */
const limits = { account: { free: 5 }, address: { free: 50 } } as const;

/** Seconds to wait after that many guesses; 0 while they are free. */
export function delayAfter(guesses: number, free: number): number {
  return guesses < free ? 0 : Math.min(hour, 5 * 2 ** (guesses - free));
}

const keyOf = (kind: keyof typeof limits, value: string) =>
  `${kind}:${createHash("sha256").update(value).digest("hex")}`;

/**
 * Books one guess before the password is looked at, in one statement, so that a hundred at once are
 * counted one by one. Returns 0 when it may go ahead, else the seconds to wait.
 */
async function book(kind: keyof typeof limits, value: string): Promise<number> {
  const now = clock.now();
  const key = keyOf(kind, value);
  const { free } = limits[kind];
  const booked = await db().$queryRaw<{ failures: number }[]>`
    INSERT INTO "SignInThrottle" ("key", "failures", "blockedUntil", "updatedAt")
    VALUES (${key}, 1, ${now}, ${now})
    ON CONFLICT ("key") DO UPDATE SET
      "failures" = CASE WHEN "SignInThrottle"."updatedAt" < ${now}::timestamptz - interval '1 day' THEN 1
        ELSE "SignInThrottle"."failures" + 1 END,
      "blockedUntil" = CASE WHEN "SignInThrottle"."updatedAt" < ${now}::timestamptz - interval '1 day'
          OR "SignInThrottle"."failures" + 1 < ${free} THEN ${now}::timestamptz
        ELSE ${now}::timestamptz + LEAST(${hour}, 5 * power(2, LEAST("SignInThrottle"."failures" + 1 - ${free}, 20)))
          * interval '1 second' END,
      "updatedAt" = ${now}
    WHERE "SignInThrottle"."blockedUntil" <= ${now}
    RETURNING "failures"`;
  if (booked.length > 0) return 0;
  const row = await db().signInThrottle.findUnique({ where: { key } });
  return Math.max(1, Math.ceil(((row?.blockedUntil ?? now).getTime() - now.getTime()) / 1000));
}

/**
 * Books a guess for the address it comes from, then for the account. Whoever has to wait anyway cannot make the
 * account wait as well, nor fill the table with accounts that they invent.
 */
export async function bookGuess(email: string, address: string): Promise<number> {
  return (await book("address", address)) || book("account", email);
}

/** Takes away what a quiet day has made meaningless. */
export async function forgetOldGuesses(): Promise<void> {
  const dayAgo = new Date(clock.now().getTime() - 24 * hour * 1000);
  await db().signInThrottle.deleteMany({
    where: { updatedAt: { lt: dayAgo }, blockedUntil: { lt: clock.now() } },
  });
}

/**
 * After a right password: the account's count starts anew, and the address is given back this one guess and no
 * more. A whole office behind one address may sign in every day; whoever guesses from it stays slow.
 */
export async function forgetGuesses(email: string, address: string): Promise<void> {
  await db().signInThrottle.deleteMany({ where: { key: keyOf("account", email) } });
  await db().signInThrottle.updateMany({
    where: { key: keyOf("address", address), failures: { gt: 0 } },
    data: { failures: { decrement: 1 }, blockedUntil: clock.now() },
  });
}
