import "server-only";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { owedTo } from "@/lib/exposure/owed-to";
import { advanceJobs } from "@/lib/jobs/mutations";
import { settleKeys } from "@/lib/keys/retire";
import { settleReseals } from "@/lib/reseal/mutations";
import { purgeDue } from "@/lib/trash/mutations";

const resealsATime = 6;
const purgesATime = 5;
const jobsForMs = 1_000;

async function isOwed(actor: Actor): Promise<boolean> {
  const [row] = await db().$queryRaw<{ owed: boolean }[]>`SELECT ${owedTo(actor, clock.now())} AS "owed"`;
  return row?.owed ?? false;
}

/**
 * A slice of what is owed, for any open page of somebody who may carry it on: the schedule's work where there is none.
 * Answers how much of it moved, and whether more is left.
 */
export async function settleOwed(actor: Actor): Promise<{ moved: number; owed: boolean }> {
  assertCan(actor, "image:edit");
  if (!(await isOwed(actor))) return { moved: 0, owed: false };
  const resealed = can(actor, "leak:act") ? await settleReseals(actor, { limit: resealsATime }) : 0;
  const left = can(actor, "leak:act") ? await settleKeys(actor) : 0;
  const purged = can(actor, "image:delete") ? await purgeDue(actor, { limit: purgesATime }) : 0;
  await advanceJobs(actor, { forMs: jobsForMs });
  return { moved: resealed + left + purged, owed: await isOwed(actor) };
}
