import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { mirrorKeys } from "@/lib/keys/mirror";
import { signLink } from "@/lib/keys/signing";
import type { SignedItem } from "@/lib/links/schema";
import { mayChange } from "@/lib/links/targets";

/**
 * The addresses of a direct link once more, for its issuer or an admin: the signatures are computed again from the
 * entry with the keys that are still at Cloudflare, and compared with what the ledger remembers of them. Audited.
 */
export async function copyLink(
  actor: Actor,
  { linkId }: { linkId: string },
): Promise<{ urls: SignedItem[]; missing: number; endsAt: Date }> {
  assertCan(actor, "link:create");
  const link = await db().link.findUnique({
    where: { id: linkId },
    include: { items: { orderBy: { position: "asc" }, include: { image: { select: { goneAt: true } } } } },
  });
  if (!link) throw new AppError("NOT_FOUND", "There is no such link.");
  const problem = mayChange(actor, link);
  if (problem) throw new AppError("FORBIDDEN", problem);
  if (link.mode === "gated")
    throw new AppError(
      "CONFLICT",
      "The address of a gated link is not kept. Replace it: the new one is shown, the old one dies.",
    );
  if (link.revokedAt || link.endsAt <= clock.now())
    throw new AppError("CONFLICT", "It is over; its addresses open nothing any more.");
  const keys = await mirrorKeys();
  const urls = link.items.flatMap((item): SignedItem[] => {
    const key = keys.find(({ id }) => id === item.keyId);
    if (!key || !item.imageId || item.image?.goneAt) return [];
    const { url, signatureHash } = signLink(item, key);
    // Another hash would be a signature that the ledger does not know: nobody gets it.
    if (!item.signatureHash || Buffer.compare(signatureHash, item.signatureHash) !== 0) return [];
    return [{ imageId: item.imageId, imageName: item.imageName, variantId: item.variantId, url }];
  });
  if (urls.length === 0)
    throw new AppError("CONFLICT", "Its signing key or its images are gone; no address of it opens.");
  await db().$transaction((tx) =>
    recordAudit(tx, actor, {
      action: "link.copied",
      subject: { type: "link", id: link.id, name: link.recipient },
      details: { addresses: urls.length },
    }),
  );
  return { urls, missing: link.items.length - urls.length, endsAt: link.endsAt };
}
