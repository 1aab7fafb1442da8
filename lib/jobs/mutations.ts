import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { jobColumns, subjectOf, toJob } from "@/lib/jobs/items";
import { assertMay, candidatesOf, makePlan } from "@/lib/jobs/plan";
import type { JobIdInput, StartJobInput } from "@/lib/jobs/schema";
import { undoOf } from "@/lib/jobs/undo";
import { workOn } from "@/lib/jobs/work";
import { writeJob } from "@/lib/jobs/write";

/**
 * Writes a job with all its images and its event, and answers its id; the work is done by `advanceJobs`. Throws
 * CONFLICT when by now another number of images would change than the person was told.
 */
export async function startJob(actor: Actor, input: StartJobInput): Promise<{ jobId: string }> {
  assertCan(actor, "image:edit");
  const { act, selection, expected } = input;
  if (act.kind === "put-back") throw new AppError("INVALID", "Only undoing puts images back.");
  assertMay(actor, act);
  const plan = await makePlan(act, await candidatesOf(actor, selection));
  if (plan.change !== expected) throw otherNumber(plan.change, expected);
  return { jobId: await writeJob(actor, { act, judged: plan.judged }) };
}

const otherNumber = (now: number, before: number) =>
  new AppError(
    "CONFLICT",
    `It would change ${now.toLocaleString("en")} images now, not ${before.toLocaleString("en")}. Nothing was changed. Look at it again.`,
  );

/** Takes back what a job did, as far as that is still so, by a job of its own. */
export async function undoJob(
  actor: Actor,
  { jobId, expected }: JobIdInput & { expected: number },
): Promise<{ jobId: string }> {
  assertCan(actor, "image:edit");
  const { act, candidates } = await undoOf(jobId);
  assertMay(actor, act);
  const plan = await makePlan(act, candidates);
  if (plan.change === 0) throw new AppError("CONFLICT", "There is nothing left to take back.");
  if (plan.change !== expected) throw otherNumber(plan.change, expected);
  return { jobId: await writeJob(actor, { act, judged: plan.judged, undoOfId: jobId }) };
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
    await recordAudit(tx, actor, { action: "job.paused", subject: subjectOf(job) });
  });
}

export async function resumeJob(actor: Actor, { jobId }: JobIdInput): Promise<void> {
  assertCan(actor, "image:edit");
  const job = await mine(actor, jobId);
  await db().$transaction(async (tx) => {
    const { count } = await tx.job.updateMany({
      where: { id: jobId, state: "paused" },
      data: { state: "running", standing: "", dueAt: clock.now() },
    });
    if (count === 0) throw over();
    await recordAudit(tx, actor, { action: "job.resumed", subject: subjectOf(job) });
  });
}

/** Gives up what has not begun. What is being done now ends, what was done stays done. */
export async function cancelJob(actor: Actor, { jobId }: JobIdInput): Promise<void> {
  assertCan(actor, "image:edit");
  const job = await mine(actor, jobId);
  const now = clock.now();
  await db().$transaction(async (tx) => {
    const { count } = await tx.job.updateMany({
      where: { id: jobId, state: { in: ["running", "paused"] } },
      data: { state: "cancelled", standing: "", dueAt: null, endedAt: now },
    });
    if (count === 0) throw over();
    const left = await tx.jobItem.updateMany({
      where: { jobId, OR: [{ state: "waiting" }, { state: "working", dueAt: { lte: now } }] },
      data: { state: "cancelled", reason: "" },
    });
    await recordAudit(tx, actor, {
      action: "job.cancelled",
      subject: subjectOf(job),
      details: { left: left.count },
    });
  });
}

/** Tries again what failed. */
export async function retryJob(actor: Actor, { jobId }: JobIdInput): Promise<void> {
  assertCan(actor, "image:edit");
  const job = await mine(actor, jobId);
  const now = clock.now();
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Job" WHERE "id" = ${jobId}::uuid FOR UPDATE`;
    const { count } = await tx.jobItem.updateMany({
      where: { jobId, state: "failed" },
      data: { state: "waiting", attempts: { increment: 1 }, begunAt: null, reason: "", dueAt: now },
    });
    if (count === 0) throw new AppError("CONFLICT", "Nothing of it has failed.");
    await tx.$executeRaw`UPDATE "JobItem" SET "attempts" = 0 WHERE "jobId" = ${jobId}::uuid AND "state" = 'waiting'`;
    await tx.job.update({
      where: { id: jobId },
      data: { state: "running", failed: { decrement: count }, endedAt: null, standing: "", dueAt: now },
    });
    await recordAudit(tx, actor, { action: "job.retried", subject: subjectOf(job), details: { count } });
  });
}

/** Works on what is due, whoever started it, for about `forMs` milliseconds. Answers whether any work is left. */
export async function advanceJobs(actor: Actor, { forMs }: { forMs: number }): Promise<{ running: number }> {
  assertCan(actor, "image:edit");
  const end = performance.now() + forMs;
  const seen = new Set<string>();
  while (performance.now() < end) {
    const due = await db().job.findMany({
      where: { state: "running", dueAt: { lte: clock.now() }, id: { notIn: [...seen] } },
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
