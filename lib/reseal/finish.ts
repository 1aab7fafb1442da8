import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { answerForParts, cloudflare } from "@/lib/cloudflare/connection";
import type { AddressAnswer } from "@/lib/cloudflare/delivery";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatDateTime } from "@/lib/format";
import { ownVariants } from "@/lib/images/schema";
import { partsOf, readRemaker, type SignatureParts } from "@/lib/keys/remake";
import { currentKey, signLink } from "@/lib/keys/signing";
import { starterOf } from "@/lib/reseal/starter";
import { eventsOf, type ResealWork } from "@/lib/reseal/work";

/** Addresses tried of those that are to be refused. */
const tried = 5;

export type Stopped = "refused" | "absent";

/**
 * Asks for the old address with a right signature, as its holder would. Only a plain no counts: while the picture
 * comes, or nobody answers, it is not over.
 */
export async function measureOld(work: ResealWork): Promise<Stopped> {
  if (work.kind === "copy") return measureUnsigned(work);
  const { oldCloudflareId: imageId } = work;
  const items = await db().linkItem.findMany({
    where: {
      cloudflareId: imageId,
      linkId: { in: work.stopLinks },
      keyId: { not: null },
      expiresAt: { gt: clock.now() },
    },
    select: { cloudflareId: true, variantId: true, expiresAt: true, signatureHash: true },
    take: tried,
  });
  const remake = await readRemaker();
  const asked = items.map((item) => ({ variantId: item.variantId, made: remake(item) }));
  const answers: Stopped[] = [];
  for (const { variantId, made } of asked.length > 0 ? asked : [{ variantId: "public", made: null }]) {
    const signed = made ?? (await signNow({ cloudflareId: imageId, variantId }));
    answers.push(assertStopped(await answerForParts({ imageId, variantId, ...signed })));
  }
  return answers[0] ?? "absent";
}

/** Where no signature can be made again (a gated link has none, a key may be known no more) any right one will do. */
async function signNow(item: { cloudflareId: string; variantId: string }): Promise<SignatureParts> {
  const expiresAt = new Date(clock.now().getTime() + 60_000);
  return partsOf(signLink({ ...item, expiresAt }, await currentKey()).url);
}

function assertStopped(answer: AddressAnswer | null): Stopped {
  if (answer === "served")
    throw new AppError(
      "UPSTREAM",
      "The old address still opens. Cloudflare may keep a copy for some time; Darkroom asks again.",
    );
  if (answer === "refused" || answer === "absent") return answer;
  throw new AppError("UPSTREAM", "The delivery host did not answer. Darkroom asks again.");
}

/** What was public needed no signature. */
async function measureUnsigned({ oldCloudflareId: imageId }: ResealWork): Promise<Stopped> {
  const variantId = ownVariants.thumb.id;
  return assertStopped(await answerForParts({ imageId, variantId, exp: null, signature: null }));
}

/** Ends what was to be stopped, now that it is measured, and closes the record. */
export async function finishReseal(work: ResealWork, answer: Stopped): Promise<void> {
  const actor = await starterOf(work);
  const now = clock.now();
  const { id, imageId, imageName } = work;
  await db().$transaction(async (tx) => {
    const { count } = await tx.reseal.updateMany({
      where: { id, step: "deleted" },
      data: {
        step: "done",
        answer,
        measuredAt: now,
        finishedAt: now,
        activeFor: null,
        dueAt: null,
        failure: null,
      },
    });
    if (count === 0) return;
    for (const linkId of work.stopLinks) await stopItems(tx, actor, { work, linkId, now });
    await recordAudit(tx, actor, {
      action: eventsOf[work.kind].done,
      subject: { type: "image", id: imageId, name: imageName },
      details: { step: "measured", answer },
    });
  });
}

/** The copy is in its place and the old image stays: there is nothing to delete or to measure. */
export async function finishKept({ id }: ResealWork): Promise<void> {
  await db().reseal.updateMany({
    where: { id, step: "swapped" },
    data: { step: "done", finishedAt: clock.now(), activeFor: null, dueAt: null, failure: null },
  });
}

/** A link with other pictures keeps those; one that had nothing else is revoked. */
async function stopItems(
  tx: Tx,
  actor: Pick<Actor, "id" | "name" | "from">,
  { work, linkId, now }: { work: ResealWork; linkId: string; now: Date },
): Promise<void> {
  // Two of its pictures may be finished at once; each must see what the other left.
  await tx.$queryRaw`SELECT "id" FROM "Link" WHERE "id" = ${linkId}::uuid FOR UPDATE`;
  const items = await tx.linkItem.findMany({ where: { linkId } });
  const stopped = items.filter((item) => item.cloudflareId === work.oldCloudflareId);
  if (stopped.length === 0) return;
  if (stopped.length === items.length) {
    const reason = `its image was re-sealed; the old address was refused on ${formatDateTime(now, { now, zone: "UTC" })}`;
    const revokedById = work.startedById;
    await tx.link.updateMany({
      where: { id: linkId, revokedAt: null },
      data: { revokedAt: now, revokedById, revokeReason: reason },
    });
  } else {
    await tx.pastItem.createMany({
      data: stopped.map(({ id: _, position: __, ...was }) => ({ ...was, itemId: null, pastAt: now })),
    });
    await tx.linkItem.deleteMany({ where: { id: { in: stopped.map(({ id }) => id) } } });
  }
  await recordAudit(tx, actor, {
    action: "link.stopped",
    subject: { type: "link", id: linkId, name: work.imageName },
    details: { reason: "the image was re-sealed" },
  });
}

/** The old image goes at Cloudflare; gone already counts. */
export const deleteOld = (work: ResealWork): Promise<unknown> =>
  cloudflare().deleteImage(work.oldCloudflareId);

/** Clears away a copy that will not be used, and says why. */
export async function clearCopy(work: ResealWork & { failure: string }): Promise<void> {
  if (work.newCloudflareId) await cloudflare().deleteImage(work.newCloudflareId);
  const actor = await starterOf(work);
  const now = clock.now();
  await db().$transaction(async (tx) => {
    const { count } = await tx.reseal.updateMany({
      where: { id: work.id, step: "clearing" },
      data: { step: "failed", finishedAt: now, activeFor: null, dueAt: null },
    });
    if (count === 1)
      await recordAudit(tx, actor, {
        action: eventsOf[work.kind].failed,
        subject: { type: "image", id: work.imageId, name: work.imageName },
        details: { reason: work.failure },
      });
  });
}
