import "server-only";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { hasUnknown } from "@/lib/jobs/begun";
import { type Candidates, doneBy } from "@/lib/jobs/candidates";
import { jobColumns, toJob } from "@/lib/jobs/items";
import { collectionOf } from "@/lib/jobs/rules";
import type { Act } from "@/lib/jobs/schema";

/** The act that takes another back; null for one that cannot be. */
export function inverseOf(act: Act): Act | null {
  switch (act.kind) {
    case "purge":
      return null;
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
export async function undoOf(jobId: string): Promise<{ act: Act; candidates: Candidates }> {
  const row = await db().job.findUnique({
    where: { id: jobId },
    select: { ...jobColumns, state: true, undoneBy: { select: { id: true } } },
  });
  if (!row) throw new AppError("NOT_FOUND", "This job is not here any more.");
  if (row.state === "running")
    throw new AppError("CONFLICT", "It is still running. Pause or cancel it first.");
  if (row.undoneBy) throw new AppError("CONFLICT", "It was taken back already.");
  const act = inverseOf(toJob(row).act);
  if (!act) throw new AppError("CONFLICT", "What it deleted is gone for good. Nothing was changed.");
  if (await hasUnknown(db(), jobId)) throw notYet();
  return { act, candidates: doneBy(jobId, act) };
}

export const notYet = () =>
  new AppError(
    "CONFLICT",
    "Of an image of it is not known yet what Cloudflare did. Nothing was changed. Try again in a minute or two: then it can be taken back with the others.",
  );
