import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { type BegunFlip, beginFlipIn, readFlip, sendFlip } from "@/lib/images/privacy";
import { leaseMs } from "@/lib/images/rules";
import { assertRunning, endItem, type Item, type Job, markBegun, putBack } from "@/lib/jobs/items";
import { judge, maxTries, type Values } from "@/lib/jobs/rules";
import { type Act, exceptions } from "@/lib/jobs/schema";
import { holdSubject } from "@/lib/jobs/subjects";

/**
 * One change of privacy of a job. The intent is written first, with the image's own mark; Cloudflare is asked;
 * the item ends only by what was read back. Stopped anywhere, the next worker finds which of these it was.
 */
export async function workFlip(actor: Actor, job: Job, item: Item): Promise<void> {
  if (item.begunAt) await goOn(actor, job, item, item.begunAt);
  else {
    const flip = await begin(actor, job, item);
    if (flip) await send(actor, job, item, flip);
  }
  if (item.begunAt) await conclude(actor, job, item);
}

/** What every act but one asks Cloudflare for. */
const wishOf = ({ kind }: Act) => kind !== "make-public";

/** Asks again for a change that another worker had begun, as long as nobody has settled it. */
export async function goOn(actor: Actor, job: Job, item: Item, begunAt: Date): Promise<void> {
  // Asked for often enough: from here on only what became of it is of interest.
  const again = item.attempts <= maxTries;
  const flip = await takeOver(item, begunAt, again ? job : null);
  if (flip && again) await send(actor, job, item, flip);
  else if (flip) await readFlip(actor, flip);
}

async function send(actor: Actor, job: Job, item: Item, flip: BegunFlip): Promise<void> {
  try {
    await sendFlip(actor, flip, wishOf(job.act));
  } catch (error) {
    if (error instanceof AppError) await forgetIfSettled(item);
    throw error;
  }
}

/** Refused and read back as unchanged: the next try begins anew. Otherwise it stays begun. */
export async function forgetIfSettled(item: Item): Promise<void> {
  if ((await readImage(item.imageId))?.privacyPendingAt === null) await forgetBegun(item);
}

type FlipOutcome =
  | { outcome: "unknown" | "gone" }
  | { outcome: "so"; after: Values }
  | { outcome: "otherwise"; why: string };

/** What became of a change that has begun, without asking for it again. */
export async function readFlipOf(actor: Actor, job: Job, item: Item): Promise<FlipOutcome> {
  const flip = item.begunAt && (await takeOver(item, item.begunAt, null));
  if (flip) await readFlip(actor, flip);
  return outcomeOf(job, item);
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
    await assertRunning(tx, job.id);
    const flip = await beginFlipIn(tx, actor, { imageId: item.imageId, private: wishOf(job.act) });
    const before = { private: image.requireSignedUrls, flips: image.flips };
    await markBegun(tx, item, flip.privacyPendingAt, before);
    Object.assign(item, { begunAt: flip.privacyPendingAt, before });
    return flip;
  });
}

/**
 * Goes on with a change that another worker had begun. It gets a new mark, so that whoever still holds the old
 * one can no longer end it. `running`: only while that job does. Null when its outcome is known already.
 */
async function takeOver(item: Item, begunAt: Date, running: Job | null): Promise<BegunFlip | null> {
  const privacyPendingAt = clock.now();
  const dueAt = new Date(privacyPendingAt.getTime() + leaseMs);
  return db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id: item.imageId, state: "ready", privacyPendingAt: begunAt },
      data: { privacyPendingAt, dueAt, attempts: 0 },
    });
    if (count === 0) return null;
    if (running) await assertRunning(tx, running.id);
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

export async function outcomeOf(job: Job, item: Item): Promise<FlipOutcome> {
  const image = await readImage(item.imageId);
  if (image?.privacyPendingAt) return { outcome: "unknown" };
  if (!image || image.state === "deleting") return { outcome: "gone" };
  const wish = wishOf(job.act);
  if (image.requireSignedUrls === wish) return { outcome: "so", after: leftBy(item, wish) };
  const why = "Cloudflare did not make it public, or somebody made it private since.";
  return { outcome: "otherwise", why };
}

async function conclude(actor: Actor, job: Job, item: Item): Promise<void> {
  const end = (state: "done" | "failed", reason: string, after?: Values) =>
    db().$transaction((tx) => endItem(tx, actor, job, item, { state, reason, after }));
  const flip = await outcomeOf(job, item);
  switch (flip.outcome) {
    case "unknown": {
      const dueAt = new Date(clock.now().getTime() + leaseMs);
      return putBack(item, { dueAt, reason: "Cloudflare has not confirmed it yet." });
    }
    case "gone":
      return end("failed", exceptions.gone);
    case "so":
      return end("done", "", flip.after);
    case "otherwise":
      // Never asked for twice by itself: somebody may have closed it meanwhile.
      if (!wishOf(job.act)) return end("failed", flip.why);
      return putBack(item, { dueAt: clock.now(), forget: true });
  }
}
