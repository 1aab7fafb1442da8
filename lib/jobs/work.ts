import "server-only";
import { type Actor, actingFor, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { retryAt } from "@/lib/images/rules";
import { readOwed } from "@/lib/jobs/begun";
import { nextBudget, takeBudget } from "@/lib/jobs/budget";
import { workFlip } from "@/lib/jobs/flips";
import { claimItems, endItem, Halted, type Item, type Job, Overtaken, putBack } from "@/lib/jobs/items";
import { workLocally } from "@/lib/jobs/local";
import { workPurge } from "@/lib/jobs/purging";
import { itemLeaseMs, maxTries, needs } from "@/lib/jobs/rules";
import { workTrash } from "@/lib/jobs/trashing";
import { windDown } from "@/lib/jobs/wind-down";
import { reportUnexpected } from "@/lib/log";

const atOnce = 4;

/** Why a job stands still, and until when; null `until`: until somebody goes on with it. */
type Stop = { standing: string; until: Date | null };

/**
 * Works on one job until `end` (a `performance.now()` time), in the name of whoever started it. Call again while
 * it is running; whoever calls goes on where it stands.
 */
export async function workOn(job: Job, end: number): Promise<void> {
  if (job.state !== "running") return windDown(job, end);
  const actor = await actingFor(job.createdById);
  if (!actor || !can(actor, needs[job.act.kind]))
    return standStill(job, {
      standing: "Whoever started it may not do this any more. Somebody who may has to start it anew.",
      until: null,
    });
  while (performance.now() < end) {
    const items = await claimItems(job);
    if (items.length === 0) return restUntilDue(job);
    // Into a collection the order of the selection stays.
    items.sort((one, other) => one.seq - other.seq);
    const quiet = items.filter(({ calls }) => calls === 0);
    if (quiet.length > 0 && !(await workedTogether(actor, job, quiet)))
      await mapLimit(quiet, 1, (item) => workItem(actor, job, item, end));
    const calling = items.filter(({ calls }) => calls > 0);
    const stops = await mapLimit(calling, atOnce, (item) => workItem(actor, job, item, end));
    const stop = stops.find((one) => one !== null);
    if (stop) return standStill(job, stop);
  }
}

async function workItem(actor: Actor, job: Job, item: Item, end: number): Promise<Stop | null> {
  const now = clock.now();
  if (performance.now() > end) {
    await putBack(item, { dueAt: now, free: true });
    return null;
  }
  if (!(await takeBudget(item.calls, now))) {
    await putBack(item, { dueAt: now, free: true });
    return { standing: "It keeps to its share of Cloudflare's rate limit.", until: nextBudget(now) };
  }
  try {
    await perform(actor, job, item);
    return null;
  } catch (error) {
    return afterFailure(actor, job, item, error);
  }
}

async function perform(actor: Actor, job: Job, item: Item): Promise<void> {
  const { act } = job;
  if (act.kind === "make-private" || act.kind === "make-public") return workFlip(actor, job, item);
  if (act.kind === "trash") return workTrash(actor, job, item);
  if (act.kind === "purge") return workPurge(actor, job, item);
  await workLocally(actor, job, [item]);
}

/** False: one of them stood in the way of all, so each has to be tried alone, where its failure is its own. */
async function workedTogether(actor: Actor, job: Job, items: Item[]): Promise<boolean> {
  try {
    await workLocally(actor, job, items);
    return true;
  } catch (error) {
    if (!(error instanceof Overtaken || error instanceof AppError)) reportUnexpected("job", error);
    return false;
  }
}

/** What a failure means for the item, and whether the whole job has to wait. */
async function afterFailure(actor: Actor, job: Job, item: Item, error: unknown): Promise<Stop | null> {
  if (error instanceof Overtaken) return null;
  if (error instanceof Halted) {
    await putBack(item, { dueAt: clock.now(), free: true });
    return null;
  }
  const now = clock.now();
  const code = error instanceof AppError ? error.code : "UNEXPECTED";
  const message =
    error instanceof AppError
      ? error.message
      : `Something broke on our side (reference ${reportUnexpected("job", error)}).`;
  if (code === "LIMIT") {
    await putBack(item, { dueAt: now, free: true });
    const until = new Date(now.getTime() + waitOf(error) * 1000);
    return { standing: "Cloudflare asked us to wait. It goes on by itself.", until };
  }
  if (code === "CONFIG") {
    await putBack(item, { dueAt: now, free: true });
    return { standing: message, until: null };
  }
  // What has begun ends by what Cloudflare holds, however often that could not be read: it would be taken for not done.
  if (code === "UNKNOWN_OUTCOME" || item.begunAt) {
    await putBack(item, { dueAt: new Date(now.getTime() + itemLeaseMs), reason: message });
    return null;
  }
  const again = code === "UPSTREAM" || code === "CONFLICT" || code === "UNEXPECTED";
  if (again && item.attempts < maxTries) {
    await putBack(item, { dueAt: retryAt(item.attempts, now), reason: message });
    return null;
  }
  await db()
    .$transaction((tx) => endItem(tx, actor, job, item, { state: "failed", reason: message }))
    .catch((overtaken) => {
      if (!(overtaken instanceof Overtaken)) throw overtaken;
    });
  return null;
}

function waitOf(error: unknown): number {
  const cause = error instanceof AppError ? error.cause : null;
  const asked = cause && typeof cause === "object" && "waitSeconds" in cause ? Number(cause.waitSeconds) : 60;
  return Math.min(Math.max(asked, 1), 3600);
}

async function standStill(job: Job, { standing, until }: Stop): Promise<void> {
  const where = { id: job.id, state: "running" as const };
  if (until) await db().job.updateMany({ where, data: { standing, dueAt: until } });
  else
    await db().$transaction(async (tx) => {
      const { count } = await tx.job.updateMany({ where, data: { standing, state: "paused" } });
      if (count === 0) return;
      await tx.job.update({ where: { id: job.id }, data: { dueAt: await readOwed(tx, job.id) } });
    });
}

/** Nothing can be taken now: everything is over, or waits for its time, or is in other hands. */
async function restUntilDue(job: Job): Promise<void> {
  const { _min } = await db().jobItem.aggregate({
    where: { jobId: job.id, state: { in: ["waiting", "working"] } },
    _min: { dueAt: true },
  });
  await db().job.updateMany({
    where: { id: job.id, state: "running" },
    data: { dueAt: _min.dueAt ?? clock.now(), standing: "" },
  });
}
