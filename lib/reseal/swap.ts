import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { type AccountKey, mirrorKeys } from "@/lib/keys/mirror";
import { signLink } from "@/lib/keys/signing";
import { keepOld } from "@/lib/reseal/keep-old";
import { starterOf } from "@/lib/reseal/starter";
import { eventsOf, GiveUp, type ResealWork } from "@/lib/reseal/work";

const itemColumns = {
  id: true,
  linkId: true,
  imageId: true,
  imageName: true,
  cloudflareId: true,
  variantId: true,
  expiresAt: true,
  signatureHash: true,
  keyId: true,
} as const;

/**
 * Puts the new image in the place of the old one: the row, and every running link but those to be stopped, in one
 * transaction with its events. What the items were is kept, so that old addresses are still recognised.
 */
export async function swapImage(work: ResealWork): Promise<void> {
  const keys = new Map((await mirrorKeys()).map((key) => [key.id, key]));
  const actor = await starterOf(work);
  const { id, imageId, imageName, oldCloudflareId, newCloudflareId } = work;
  if (!newCloudflareId) throw new GiveUp("The copy is not known.");
  await db().$transaction(
    async (tx) => {
      await replaceRow(tx, work, newCloudflareId);
      const links = await moveItems(tx, { work, newCloudflareId, keys });
      await tx.reseal.update({
        where: { id },
        data: { step: "swapped", reissued: links.length, attempts: 0 },
      });
      if (work.keepOld) await keepOld(tx, work);
      await recordAudit(
        tx,
        actor,
        {
          action: eventsOf[work.kind].done,
          subject: { type: "image", id: imageId, name: imageName },
          details: {
            step: "swapped",
            ...{ before: oldCloudflareId, now: newCloudflareId },
            ...(work.kind === "copy" ? { kept: work.keepOld } : { reissued: links.length }),
          },
        },
        ...links.map((linkId) => ({
          action: "link.reissued" as const,
          subject: { type: "link" as const, id: linkId, name: imageName },
          details: { reason: "the image was re-sealed" },
        })),
      );
    },
    { timeout: 20_000 },
  );
}

/** Waits for whoever is making a link to it just now, then changes the id, if the image is still as it was. */
async function replaceRow(tx: Tx, work: ResealWork, newCloudflareId: string): Promise<void> {
  const now = clock.now();
  const { count } = await tx.image.updateMany({
    where: {
      id: work.imageId,
      cloudflareId: work.oldCloudflareId,
      state: "ready",
      requireSignedUrls: work.kind === "reseal",
      privacyPendingAt: null,
    },
    data: {
      cloudflareId: newCloudflareId,
      requireSignedUrls: true,
      checkedAt: now,
      probe: "refused",
      probedAt: now,
      version: { increment: 1 },
    },
  });
  if (count === 0) throw new GiveUp("The image changed meanwhile.");
}

type SignatureHash = Uint8Array<ArrayBuffer> | null;
type Move = { work: ResealWork; newCloudflareId: string; keys: Map<string, AccountKey> };

/** Gives each running item of an innocent link the new image. Returns the direct links that need a new address. */
async function moveItems(tx: Tx, { work, newCloudflareId, keys }: Move): Promise<string[]> {
  const now = clock.now();
  const items = await tx.linkItem.findMany({
    where: {
      imageId: work.imageId,
      cloudflareId: work.oldCloudflareId,
      expiresAt: { gt: now },
      linkId: { notIn: work.stopLinks },
      link: { revokedAt: null },
    },
    select: itemColumns,
  });
  const moved = items.flatMap((item): { item: typeof item; signatureHash: SignatureHash }[] => {
    if (item.keyId === null) return [{ item, signatureHash: null }];
    const key = keys.get(item.keyId);
    // A link whose key is gone is dead already and stays what it was.
    if (!key) return [];
    const { variantId, expiresAt } = item;
    return [{ item, ...signLink({ cloudflareId: newCloudflareId, variantId, expiresAt }, key) }];
  });
  const direct = moved.filter(({ signatureHash }) => signatureHash !== null);
  await tx.pastItem.createMany({
    data: direct.map(({ item: { id: itemId, ...was } }) => ({ ...was, itemId, pastAt: now })),
  });
  for (const { item, signatureHash } of moved)
    await tx.linkItem.update({
      where: { id: item.id },
      data: { cloudflareId: newCloudflareId, signatureHash },
    });
  return [...new Set(direct.map(({ item }) => item.linkId))];
}
