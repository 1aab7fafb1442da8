import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { dropUnbegun, hasUnknown, readOwed } from "@/lib/jobs/begun";
import { candidatesOf } from "@/lib/jobs/candidates";
import { type Job, jobColumns, subjectOf, toJob } from "@/lib/jobs/items";
import { assertMay, assertSensible } from "@/lib/jobs/plan";
import type { JobIdInput, StartJobInput, UndoJobInput } from "@/lib/jobs/schema";
import { notYet, undoOf } from "@/lib/jobs/undo";
import { workOn } from "@/lib/jobs/work";
import { writeJob } from "@/lib/jobs/write";

/**
 * Writes a job with all its images and its event, and answers its id; the work is done by `advanceJobs`. Throws
 * CONFLICT when by now other images would change, or in another way, than the person was shown.
 */
export async function startJob(actor: Actor, input: StartJobInput): Promise<{ jobId: string }> {
  assertCan(actor, "image:edit");
  const { act, selection, expected } = input;
  if (act.kind === "put-back") throw new AppError("INVALID", "Only undoing puts images back.");
  assertMay(actor, act);
  assertSensible(act);
  const candidates = await candidatesOf(actor, selection);
  return { jobId: await writeJob(actor, { act, candidates, expected }) };
}

/** Takes back what a job did, as far as that is still so, by a job of its own. What is left of it is given up. */
export async function undoJob(actor: Actor, { jobId, expected }: UndoJobInput): Promise<{ jobId: string }> {
  assertCan(actor, "image:edit");
  const { act, candidates } = await undoOf(jobId);
  assertMay(actor, act);
  const job = await mine(actor, jobId);
  const first = async (tx: Tx) => {
    if ((await holdJob(tx, jobId)).state === "running")
      throw new AppError("CONFLICT", "It is running again. Pause or cancel it first.");
    if (await hasUnknown(tx, jobId)) throw notYet();
    await giveUp(tx, actor, job);
  };
  return { jobId: await writeJob(actor, { act, candidates, expected, undoOfId: jobId, first }) };
}

/** Stops after what is being done now; nothing is lost. */
export async function pauseJob(actor: Actor, { jobId }: JobIdInput): Promise<void> {
  assertCan(actor, "image:edit");
  const job = await mine(actor, jobId);
  await db().$transaction(async (tx) => {
    const { count } = await tx.job.updateMany({
      where: { id: jobId, state: "running" },
      data: { state: "paused", standing: `Paused by ${actor.name}.`, dueAt: null },
    });
    if (count === 0) throw over();
    await tx.job.update({ where: { id: jobId }, data: { dueAt: await readOwed(tx, jobId) } });
    await recordAudit(tx, actor, { action: "job.paused", subject: subjectOf(job) });
  });
}

export async function resumeJob(actor: Actor, { jobId }: JobIdInput): Promise<void> {
  assertCan(actor, "image:edit");
  const job = await mine(actor, jobId);
  await db().$transaction(async (tx) => {
    const { count } = await tx.job.updateMany({
      where: { id: jobId, state: "paused", undoneBy: { is: null } },
      data: { state: "running", standing: "", dueAt: clock.now() },
    });
    if (count === 0) throw over();
    await recordAudit(tx, actor, { action: "job.resumed", subject: subjectOf(job) });
  });
}

/** Gives up what has not begun. What has begun at Cloudflare is ended as it turns out, what was done stays done. */
export async function cancelJob(actor: Actor, { jobId }: JobIdInput): Promise<void> {
  assertCan(actor, "image:edit");
  const job = await mine(actor, jobId);
  await db().$transaction(async (tx) => {
    if (!(await giveUp(tx, actor, job))) throw over();
  });
}

/** False: it is over already. */
async function giveUp(tx: Tx, actor: Actor, job: Job): Promise<boolean> {
  const { count } = await tx.job.updateMany({
    where: { id: job.id, state: { in: ["running", "paused"] } },
    data: { state: "cancelled", standing: "", endedAt: clock.now() },
  });
  if (count === 0) return false;
  const details = { left: await dropUnbegun(tx, job.id) };
  await tx.job.update({ where: { id: job.id }, data: { dueAt: await readOwed(tx, job.id) } });
  await recordAudit(tx, actor, { action: "job.cancelled", subject: subjectOf(job), details });
  return true;
}

/** Nobody else handles this job until the transaction ends. Throws CONFLICT when it was taken back. */
async function holdJob(tx: Tx, jobId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Job" WHERE "id" = ${jobId}::uuid FOR UPDATE`;
  const { undoneBy, ...job } = await tx.job.findUniqueOrThrow({
    where: { id: jobId },
    select: { state: true, undoneBy: { select: { id: true } } },
  });
  if (undoneBy) throw new AppError("CONFLICT", "It was taken back already.");
  return job;
}

/** Tries again what failed, unless it would set going what somebody paused or cancelled. */
export async function retryJob(actor: Actor, { jobId }: JobIdInput): Promise<void> {
  assertCan(actor, "image:edit");
  const job = await mine(actor, jobId);
  const now = clock.now();
  await db().$transaction(async (tx) => {
    const { state } = await holdJob(tx, jobId);
    if (state === "paused") throw new AppError("CONFLICT", "It is paused. Go on with it, then try again.");
    if (state === "cancelled")
      throw new AppError("CONFLICT", "It was cancelled. Select the images that failed, and begin anew.");
    const { count } = await tx.jobItem.updateMany({
      where: { jobId, state: "failed" },
      data: { state: "waiting", attempts: 0, begunAt: null, reason: "", dueAt: now },
    });
    if (count === 0) throw new AppError("CONFLICT", "Nothing of it has failed.");
    await tx.job.update({
      where: { id: jobId },
      data: { state: "running", failed: { decrement: count }, endedAt: null, standing: "", dueAt: now },
    });
    await recordAudit(tx, actor, { action: "job.retried", subject: subjectOf(job), details: { count } });
  });
}

/** Works on what is due, whoever started it, and ends what was paused or cancelled while it had begun, for about `forMs` milliseconds. Answers whether any work is left. */
export async function advanceJobs(actor: Actor, { forMs }: { forMs: number }): Promise<{ running: number }> {
  assertCan(actor, "image:edit");
  const end = performance.now() + forMs;
  const seen = new Set<string>();
  while (performance.now() < end) {
    const due = await db().job.findMany({
      where: { dueAt: { lte: clock.now() }, id: { notIn: [...seen] } },
      orderBy: [{ dueAt: "asc" }, { id: "asc" }],
      take: 5,
      select: jobColumns,
    });
    if (due.length === 0) break;
    for (const [at, row] of due.entries()) {
      seen.add(row.id);
      // An equal share of the time for each, so that a long one does not hold up a short one.
      const share = (end - performance.now()) / (due.length - at);
      if (share > 0) await workOn(toJob(row), performance.now() + share);
    }
  }
  return { running: await db().job.count({ where: { state: "running" } }) };
}

const over = () => new AppError("CONFLICT", "It has ended or stands still already. Look at it again.");

/** A job may be handled by whoever started it, and by anybody whose role allows what it does. */
async function mine(actor: Actor, jobId: string) {
  const row = await db().job.findUnique({ where: { id: jobId }, select: jobColumns });
  if (!row) throw new AppError("NOT_FOUND", "This job is not here any more.");
  const job = toJob(row);
  assertMay(actor, job.act);
  return job;
}
