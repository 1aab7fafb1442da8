import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { type BegunFlip, beginFlipIn, sendFlip } from "@/lib/images/privacy";
import { leaseMs } from "@/lib/images/rules";
import { endItem, type Item, type Job, markBegun, putBack } from "@/lib/jobs/items";
import { judge, type Values } from "@/lib/jobs/rules";
import { exceptions } from "@/lib/jobs/schema";
import { holdSubject } from "@/lib/jobs/subjects";

/**
 * One change of privacy of a job. The intent is written first, with the image's own mark; Cloudflare is asked;
 * the item ends only by what was read back. Stopped anywhere, the next worker finds which of these it was.
 */
export async function workFlip(actor: Actor, job: Job, item: Item): Promise<void> {
  const wish = job.act.kind === "make-private";
  const flip = item.begunAt ? await takeOver(item, item.begunAt) : await begin(actor, job, item);
  if (flip) {
    try {
      await sendFlip(actor, flip, wish);
    } catch (error) {
      // Refused and read back as unchanged: the next try begins anew. Otherwise it stays begun.
      if (error instanceof AppError && (await readImage(item.imageId))?.privacyPendingAt === null)
        await forgetBegun(item);
      throw error;
    }
  }
  await conclude(actor, job, item, wish);
}

/** Null when there was nothing to do: the item has ended then. */
async function begin(actor: Actor, job: Job, item: Item): Promise<BegunFlip | null> {
  return db().$transaction(async (tx) => {
    const image = await holdSubject(tx, item.imageId, null);
    const verdict = judge(job.act, image, clock.now(), item.wanted);
    if (!verdict.go && verdict.why === "changing")
      throw new AppError("CONFLICT", "Another change of its privacy is under way.");
    if (!verdict.go || !image) {
      const why = verdict.go ? "gone" : verdict.why;
      await endItem(tx, actor, job, item, { state: "skipped", reason: exceptions[why] });
      return null;
    }
    const wish = job.act.kind === "make-private";
    const flip = await beginFlipIn(tx, actor, { imageId: item.imageId, private: wish });
    const before = { private: image.requireSignedUrls, flips: image.flips };
    await markBegun(tx, item, flip.privacyPendingAt, before);
    Object.assign(item, { begunAt: flip.privacyPendingAt, before });
    return flip;
  });
}

/**
 * Goes on with a change that another worker had begun. It gets a new mark, so that whoever still holds the old
 * one can no longer end it. Null when its outcome is known already.
 */
async function takeOver(item: Item, begunAt: Date): Promise<BegunFlip | null> {
  const privacyPendingAt = clock.now();
  const dueAt = new Date(privacyPendingAt.getTime() + leaseMs);
  return db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id: item.imageId, state: "ready", privacyPendingAt: begunAt },
      data: { privacyPendingAt, dueAt, attempts: 0 },
    });
    if (count === 0) return null;
    await markBegun(tx, item, privacyPendingAt);
    item.begunAt = privacyPendingAt;
    const row = await tx.image.findUniqueOrThrow({
      where: { id: item.imageId },
      select: { id: true, name: true, requireSignedUrls: true, cloudflareId: true, sha256: true },
    });
    const { sha256, cloudflareId, ...image } = row;
    return cloudflareId
      ? { ...image, cloudflareId, privacyPendingAt, attempts: 0, factsKnown: sha256 !== null }
      : null;
  });
}

const readImage = (id: string) =>
  db().image.findUnique({
    where: { id },
    select: { state: true, requireSignedUrls: true, privacyPendingAt: true },
  });

async function forgetBegun(item: Item): Promise<void> {
  item.begunAt = null;
  await db().jobItem.updateMany({
    where: { jobId: item.jobId, seq: item.seq, attempts: item.attempts, state: "working" },
    data: { begunAt: null },
  });
}

/** One change more than before: whoever changes it again, also back, is seen when this is taken back. */
function leftBy({ before }: Item, wish: boolean): Values {
  if (before?.flips === undefined) return { private: wish };
  return { private: wish, flips: before.flips + (before.private === wish ? 0 : 1) };
}

async function conclude(actor: Actor, job: Job, item: Item, wish: boolean): Promise<void> {
  if (!item.begunAt) return; // skipped
  const image = await readImage(item.imageId);
  if (image?.privacyPendingAt) {
    const dueAt = new Date(clock.now().getTime() + leaseMs);
    return putBack(item, { dueAt, reason: "Cloudflare has not confirmed it yet." });
  }
  const end = (state: "done" | "failed", reason = "") =>
    db().$transaction((tx) =>
      endItem(tx, actor, job, item, {
        state,
        reason,
        ...(state === "done" && { after: leftBy(item, wish) }),
      }),
    );
  if (!image || image.state === "deleting") return end("failed", exceptions.gone);
  if (image.requireSignedUrls === wish) return end("done");
  // Never asked for twice by itself: somebody may have closed it meanwhile.
  if (!wish) return end("failed", "Cloudflare did not make it public, or somebody made it private since.");
  await putBack(item, { dueAt: clock.now(), forget: true });
}
