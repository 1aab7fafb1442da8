import "server-only";
import { createHash } from "node:crypto";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";

const hour = 3_600;
/** Free guesses, then a delay that doubles from 5 s to an hour; a quiet day forgets. */
const limits = {
  account: { free: 5 },
  address: { free: 50 },
  // Of a gated link: by the network it is guessed from, by browsers that knew its password, by all others together.
  reader: { free: 5 },
  known: { free: 5 },
  link: { free: 100 },
} as const;
/** Others guess there, too: one right password does not clear them. */
const shared: readonly (keyof typeof limits)[] = ["address", "link"];

/** What a guess is counted against. */
export type Counter = { kind: keyof typeof limits; who: string };

/** Seconds to wait after that many guesses; 0 while they are free. */
export function delayAfter(guesses: number, free: number): number {
  return guesses < free ? 0 : Math.min(hour, 5 * 2 ** (guesses - free));
}

const keyOf = ({ kind, who }: Counter) => `${kind}:${createHash("sha256").update(who).digest("hex")}`;

/**
 * Books one guess before the password is looked at, in one statement, so that a hundred at once are
 * counted one by one. Returns 0 when it may go ahead, else the seconds to wait.
 */
async function book(counter: Counter): Promise<number> {
  const now = clock.now();
  const key = keyOf(counter);
  const { free } = limits[counter.kind];
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

/** Books a guess against each in turn. Whoever has to wait at one raises none of those after it. */
export async function bookAt(counters: Counter[]): Promise<number> {
  for (const counter of counters) {
    const wait = await book(counter);
    if (wait > 0) return wait;
  }
  return 0;
}

const ofSignIn = (email: string, address: string): Counter[] => [
  { kind: "address", who: address },
  { kind: "account", who: email },
];

/**
 * Books a guess for the address it comes from, then for the account. Whoever has to wait anyway cannot make the
 * account wait as well, nor fill the table with accounts that they invent.
 */
export const bookGuess = (email: string, address: string): Promise<number> =>
  bookAt(ofSignIn(email, address));

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
export async function forgiveAt(counters: Counter[]): Promise<void> {
  const keysOf = (common: boolean) =>
    counters.filter(({ kind }) => shared.includes(kind) === common).map(keyOf);
  await db().signInThrottle.deleteMany({ where: { key: { in: keysOf(false) } } });
  await db().signInThrottle.updateMany({
    where: { key: { in: keysOf(true) }, failures: { gt: 0 } },
    data: { failures: { decrement: 1 }, blockedUntil: clock.now() },
  });
}

export const forgetGuesses = (email: string, address: string): Promise<void> =>
  forgiveAt(ofSignIn(email, address));
