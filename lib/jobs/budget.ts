import "server-only";
import { db } from "@/lib/db";

/**
 * Requests to Cloudflare's API that all jobs together may make a minute. Any five minutes touch six of these at
 * most, so that jobs use up to half of the account's 1,200 and leave the rest to people.
 */
export const perMinute = 100;

/**
 * Takes `calls` requests out of this minute's budget, as long as no more than `upTo` of it are used. False: it is used
 * up, try in the next minute.
 */
export async function takeBudget(calls: number, now: Date, upTo = perMinute): Promise<boolean> {
  if (calls === 0) return true;
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const taken = await db().$executeRaw`
    INSERT INTO "JobBudget" AS budget ("minute", "used") VALUES (${minute}, ${calls})
    ON CONFLICT ("minute") DO UPDATE SET "used" = budget."used" + ${calls}
    WHERE budget."used" + ${calls} <= ${upTo}`;
  if (taken === 0) return false;
  await db().jobBudget.deleteMany({ where: { minute: { lt: new Date(minute.getTime() - 3_600_000) } } });
  return true;
}

/** When the next minute's budget is there. */
export const nextBudget = (now: Date): Date => new Date((Math.floor(now.getTime() / 60_000) + 1) * 60_000);
