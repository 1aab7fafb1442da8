import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { AccountKey } from "@/lib/keys/mirror";
import { mirrorKeys } from "@/lib/keys/mirror";
import { signLink } from "@/lib/keys/signing";
import type { HandedLink } from "@/lib/links/hand-over";
import type { HandedOver, HandOverInput } from "@/lib/reseal/schema";

/**
 * The new addresses of innocent holders by what they replaced, to be sent; each is written down as handed over,
 * however many addresses it has taken the place of. What has ended or was replaced again is counted as `left` and
 * marked as nothing. Throws NOT_FOUND when that is all of them.
 */
export async function handOver(actor: Actor, { pastIds }: HandOverInput): Promise<HandedOver> {
  assertCan(actor, "leak:act");
  const keys = await mirrorKeys();
  return db().$transaction(async (tx) => {
    const asked = await readAsked(tx, pastIds);
    const handed = asked.flatMap((item) => {
      const url = addressNow(item, keys);
      return url ? [{ item, url }] : [];
    });
    if (handed.length === 0)
      throw new AppError(
        "NOT_FOUND",
        "This address has ended, or was replaced again. Reload to see what is left.",
      );
    await tx.pastItem.updateMany({
      where: { itemId: { in: handed.map(({ item }) => item.id) }, handedAt: null },
      data: { handedAt: clock.now() },
    });
    await recordAudit(
      tx,
      actor,
      ...handed.map(({ item: { linkId, imageName, variantId } }) => ({
        action: "link.handed-over" as const,
        subject: { type: "link" as const, id: linkId, name: imageName },
        details: { variantId },
      })),
    );
    const left = Math.max(0, new Set(pastIds).size - handed.length);
    return { links: byLink(handed, keys), left };
  });
}

/** Held until the end, so that what is handed over is not replaced by another address meanwhile. */
async function readAsked(tx: Tx, pastIds: string[]) {
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT item."id" FROM "LinkItem" item
    WHERE item."id" IN (SELECT "itemId" FROM "PastItem" WHERE "id" = ANY(${pastIds}::uuid[]))
    ORDER BY item."id" FOR SHARE`;
  return tx.linkItem.findMany({
    where: { id: { in: held.map(({ id }) => id) } },
    orderBy: [{ link: { recipient: "asc" } }, { linkId: "asc" }, { position: "asc" }],
    include: { link: { include: { contact: { select: { organisation: true, address: true } } } } },
  });
}

type Asked = Awaited<ReturnType<typeof readAsked>>[number];

/** Computed again and compared: a signature that the ledger does not know is given to nobody. */
function addressNow(item: Asked, keys: AccountKey[]): string | null {
  const key = keys.find(({ id }) => id === item.keyId);
  if (!key || !item.imageId || item.link.revokedAt || item.expiresAt <= clock.now()) return null;
  const { url, signatureHash } = signLink(item, key);
  const known = item.signatureHash && Buffer.compare(signatureHash, item.signatureHash) === 0;
  return known ? url : null;
}

function byLink(handed: { item: Asked; url: string }[], keys: AccountKey[]): HandedLink[] {
  const linkIds = [...new Set(handed.map(({ item }) => item.linkId))];
  return linkIds.flatMap((linkId) => {
    const addresses = handed.filter(({ item }) => item.linkId === linkId);
    const [first] = addresses;
    if (!first) return [];
    const { link, keyId } = first.item;
    const { organisation = "", address = "" } = link.contact ?? {};
    return {
      linkId,
      recipient: { name: link.recipient, organisation, address },
      purpose: link.purpose,
      images: new Set(addresses.map(({ item }) => item.imageId)).size,
      // Signing anew may take some seconds off an end: what is promised is true of all of them.
      endsAt: new Date(Math.min(...addresses.map(({ item }) => item.expiresAt.getTime()))),
      keyName: keys.find(({ id }) => id === keyId)?.name ?? "",
      urls: addresses.map(({ item: { imageId, imageName, variantId }, url }) => ({
        imageId: imageId ?? "",
        imageName,
        variantId,
        url,
      })),
      path: null,
    };
  });
}
