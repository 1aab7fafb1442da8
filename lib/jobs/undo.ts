import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { jobColumns, toJob } from "@/lib/jobs/items";
import { type Candidate, collectionOf } from "@/lib/jobs/plan";
import type { Values } from "@/lib/jobs/rules";
import type { Act } from "@/lib/jobs/schema";

/** The act that takes another back. */
export function inverseOf(act: Act): Act {
  switch (act.kind) {
    case "make-private":
      return { kind: "make-public" };
    case "make-public":
      return { kind: "make-private" };
    case "trash":
      return { kind: "restore" };
    case "restore":
      return { kind: "trash", links: "keep" };
    default:
      return { kind: "put-back", collectionId: collectionOf(act) ?? undefined };
  }
}

/** What taking a job back would be. Throws NOT_FOUND, or CONFLICT while it runs or when that was done. */
export async function undoOf(jobId: string): Promise<{ act: Act; candidates: Candidate[] }> {
  const row = await db().job.findUnique({
    where: { id: jobId },
    select: { ...jobColumns, state: true, undoneBy: { select: { id: true } } },
  });
  if (!row) throw new AppError("NOT_FOUND", "This job is not here any more.");
  if (row.state === "running")
    throw new AppError("CONFLICT", "It is still running. Pause or cancel it first.");
  if (row.undoneBy) throw new AppError("CONFLICT", "It was taken back already.");
  const act = inverseOf(toJob(row).act);
  const busy = await db().jobItem.count({ where: { jobId, state: "working", dueAt: { gt: clock.now() } } });
  if (busy > 0)
    throw new AppError("CONFLICT", "An image of it is still being worked on. Try again in a minute or two.");
  const items = await db().jobItem.findMany({
    where: { jobId, state: "done" },
    orderBy: { seq: "asc" },
    select: { imageId: true, before: true, after: true },
  });
  const candidates = items.flatMap(({ imageId, before, after }): Candidate[] => {
    const was = before as Values | null;
    // It was marked private before, and only its mark was sent again.
    if (act.kind === "make-public" && was?.private !== false) return [];
    if (act.kind === "put-back" && !was) return [];
    return [{ imageId, wanted: after ? { expect: after as Values, set: was ?? {} } : null }];
  });
  return { act, candidates };
}
