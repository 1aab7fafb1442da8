import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { entomb, finishRemoval, removalColumns } from "@/lib/images/remove";
import { assertRunning, endItem, type Item, type Job } from "@/lib/jobs/items";
import { judge } from "@/lib/jobs/rules";
import { exceptions } from "@/lib/jobs/schema";
import { holdSubject } from "@/lib/jobs/subjects";

/** Deletes one image of a job out of the trash for good. Restored meanwhile, it stays. */
export async function workPurge(actor: Actor, job: Job, item: Item): Promise<void> {
  const { imageId } = item;
  const entombed = await db().$transaction(async (tx) => {
    const image = await holdSubject(tx, imageId, null);
    const verdict = judge(job.act, image, clock.now(), item.wanted);
    if (!verdict.go || !image || !(await entomb(tx, { id: imageId, state: { not: "deleting" } }))) {
      await endItem(tx, actor, job, item, {
        state: "skipped",
        reason: exceptions[verdict.go ? "gone" : verdict.why],
      });
      return false;
    }
    // Nothing that had not begun goes for good once the job was stopped.
    await assertRunning(tx, job.id);
    await recordAudit(tx, actor, {
      action: "image.delete-requested",
      subject: { type: "image", id: imageId, name: image.name },
      details: { job: job.id },
    });
    await endItem(tx, actor, job, item, { state: "done", after: { deleted: true } });
    return true;
  });
  const row = entombed && (await db().image.findUnique({ where: { id: imageId }, select: removalColumns }));
  if (!row) return;
  try {
    await finishRemoval(actor, row);
  } catch (error) {
    // From its tombstone on a deletion goes on by itself, and is shown as going; but all wait where Cloudflare asks for it.
    if (!(error instanceof AppError) || error.code === "LIMIT") throw error;
  }
}
