import "server-only";
import { type Actor, actingFor, can, system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { dropUnbegun, readOwed } from "@/lib/jobs/begun";
import { nextBudget, takeBudget } from "@/lib/jobs/budget";
import { readFlipOf } from "@/lib/jobs/flips";
import { claimItems, endItem, Halted, type Item, type Job, Overtaken, putBack } from "@/lib/jobs/items";
import { itemLeaseMs, needs } from "@/lib/jobs/rules";
import { exceptions } from "@/lib/jobs/schema";
import { putSealed } from "@/lib/jobs/trashing";
import { reportUnexpected } from "@/lib/log";

const atOnce = 4;
const soonMs = 30_000;

/**
 * Ends what a job that was paused or cancelled had begun at Cloudflare, by what Cloudflare holds, until `end`. It asks for
 * no change: what did not happen is given up, or waits for the job to go on.
 */
export async function windDown(job: Job, end: number): Promise<void> {
  await db().$transaction(async (tx) => {
    const { state } = await tx.job.findUniqueOrThrow({ where: { id: job.id }, select: { state: true } });
    if (state === "cancelled") await dropUnbegun(tx, job.id);
  });
  const starter = await actingFor(job.createdById);
  while (performance.now() < end) {
    const items = await claimItems(job, { begun: true });
    if (items.length === 0) break;
    await mapLimit(items, atOnce, (item) => endBegun(starter, job, item));
  }
  await db().$transaction(async (tx) => {
    const dueAt = await readOwed(tx, job.id);
    await tx.job.updateMany({
      where: { id: job.id, state: { in: ["paused", "cancelled"] } },
      data: { dueAt },
    });
  });
}

async function endBegun(starter: Actor | null, job: Job, item: Item): Promise<void> {
  const now = clock.now();
  try {
    if (!(await takeBudget(1, now))) return await putBack(item, { dueAt: nextBudget(now) });
    await conclude(starter, job, item);
  } catch (error) {
    if (error instanceof Overtaken) return;
    // Somebody made it public again in between.
    if (error instanceof Halted) return putBack(item, { dueAt: new Date(now.getTime() + soonMs) });
    const reference = reportUnexpected("job", error);
    const reason = `Something broke on our side (reference ${reference}).`;
    await putBack(item, { dueAt: new Date(now.getTime() + itemLeaseMs), reason });
  }
}

async function conclude(starter: Actor | null, job: Job, item: Item): Promise<void> {
  const actor = starter ?? system;
  const end = (state: "done" | "failed" | "cancelled", reason: string, after?: Item["before"]) =>
    db().$transaction((tx) => endItem(tx, actor, job, item, { state, reason, ...(after && { after }) }));
  const flip = await readFlipOf(actor, job, item);
  switch (flip.outcome) {
    case "unknown": {
      const dueAt = new Date(clock.now().getTime() + soonMs);
      return putBack(item, { dueAt, reason: "Cloudflare has not confirmed it yet." });
    }
    case "gone":
      return end("failed", exceptions.gone);
    case "so":
      if (job.act.kind !== "trash") return end("done", "", flip.after);
      if (starter && can(starter, needs.trash)) return putSealed(starter, job, item);
      return end("failed", "It is private now. Whoever started this may not move it to the trash any more.");
    case "otherwise":
      if (job.state === "cancelled")
        return end("cancelled", "Cloudflare was asked before it was cancelled, and left it as it was.");
      if (job.act.kind === "make-public") return end("failed", flip.why);
      return putBack(item, { dueAt: clock.now(), forget: true });
  }
}
