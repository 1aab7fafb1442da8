import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { forgetIfSettled, goOn } from "@/lib/jobs/flips";
import { assertRunning, endItem, type Item, type Job, markBegun } from "@/lib/jobs/items";
import { judge } from "@/lib/jobs/rules";
import { type Exception, exceptions } from "@/lib/jobs/schema";
import { holdSubject } from "@/lib/jobs/subjects";
import { type Along, moveToTrash, NotAgreed } from "@/lib/trash/move";

/**
 * One image of a job on its way to the trash. What has to be made private first is marked on image and item before
 * Cloudflare is asked, as in a change of privacy.
 */
export async function workTrash(actor: Actor, job: Job, item: Item): Promise<void> {
  if (item.begunAt) await goOn(actor, job, item, item.begunAt);
  const skipped = await db().$transaction(async (tx) => {
    const verdict = judge(job.act, await holdSubject(tx, item.imageId, null), clock.now(), item.wanted);
    if (verdict.go) return false;
    if (verdict.why === "changing") throw new AppError("CONFLICT", "A change of its privacy is under way.");
    await skip(tx, actor, job, item, verdict.why);
    return true;
  });
  if (skipped) return;
  try {
    await move(actor, job, item, { halts: true });
  } catch (error) {
    if (error instanceof AppError && item.begunAt) await forgetIfSettled(item);
    throw error;
  }
}

/** Moves an image that a job had begun to make private, also when the job was paused or cancelled since. */
export const putSealed = (actor: Actor, job: Job, item: Item): Promise<void> =>
  move(actor, job, item, { halts: false });

async function move(actor: Actor, job: Job, item: Item, { halts }: { halts: boolean }): Promise<void> {
  if (job.act.kind !== "trash") throw new Error(`${job.act.kind} moves nothing to the trash`);
  const { links } = job.act;
  // Nothing is deleted for good that had not begun before the job was stopped.
  const agreed = item.forGood && (halts || links === "stop") ? [item.forGood] : [];
  let ended = false;
  const along: Along = async (tx, moved) => {
    if (moved.to === "stayed") return skip(tx, actor, job, item, "already");
    if (moved.to === "deleted" || !item.begunAt) await assertRunning(tx, job.id);
    const after = moved.to === "trash" ? { trashedAt: moved.trashedAt.toISOString() } : { deleted: true };
    await endItem(tx, actor, job, item, { state: "done", after });
    ended = true;
  };
  const sealing = async (tx: Tx, begunAt: Date) => {
    await assertRunning(tx, job.id);
    await markBegun(tx, item, begunAt);
    item.begunAt = begunAt;
  };
  try {
    await moveToTrash(actor, { imageId: item.imageId, links, agreed }, { along, sealing });
  } catch (error) {
    if (error instanceof NotAgreed)
      return db().$transaction((tx) =>
        skip(tx, actor, job, item, error.why === "linked" ? "linked" : "changed"),
      );
    // From its tombstone on a deletion goes on by itself, and is shown as going.
    if (!ended || !(error instanceof AppError)) throw error;
  }
}

const skip = (tx: Tx, actor: Actor, job: Job, item: Item, why: Exception) =>
  endItem(tx, actor, job, item, { state: "skipped", reason: exceptions[why] });
