import "server-only";
import { clock } from "@/lib/clock";
import type { Tx } from "@/lib/db";

/**
 * When to come back to a job that does not run: what of it has begun at Cloudflare is still to be ended, and who holds an
 * image of it now may have been about to begin. Null when nothing is left of that.
 */
export async function readOwed(tx: Tx, jobId: string): Promise<Date | null> {
  const { _min } = await tx.jobItem.aggregate({
    where: { jobId, OR: [{ state: "working" }, { state: "waiting", begunAt: { not: null } }] },
    _min: { dueAt: true },
  });
  return _min.dueAt;
}

/** Whether it is not known yet what becomes of an image of a job: it has begun, or somebody works on it. */
export async function hasUnknown(tx: Tx, jobId: string): Promise<boolean> {
  const unknown = await tx.jobItem.findFirst({
    where: {
      jobId,
      OR: [
        { state: "working", dueAt: { gt: clock.now() } },
        { state: { in: ["waiting", "working"] }, begunAt: { not: null } },
      ],
    },
    select: { seq: true },
  });
  return unknown !== null;
}

/** Gives up what has not begun and is in nobody's hands. Answers how many. */
export async function dropUnbegun(tx: Tx, jobId: string): Promise<number> {
  const { count } = await tx.jobItem.updateMany({
    where: {
      jobId,
      begunAt: null,
      OR: [{ state: "waiting" }, { state: "working", dueAt: { lte: clock.now() } }],
    },
    data: { state: "cancelled", reason: "" },
  });
  return count;
}
