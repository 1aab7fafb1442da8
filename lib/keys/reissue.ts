import "server-only";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { AccountKey } from "@/lib/keys/mirror";
import { maxReissue } from "@/lib/keys/rules";
import { signLink } from "@/lib/keys/signing";
import { reissueWhere } from "@/lib/keys/victims";

type Reissue = { keyId: string; next: AccountKey; now: Date; without?: string[] | undefined };

/**
 * Signs addresses of a key that have not ended anew with another one, same picture, same end or some seconds before;
 * what they were is kept. Not those of `without`, nor what is being taken back; so many in one go, next end first.
 * Returns the links that have a new address to be sent.
 */
export async function reissueItems(tx: Tx, { keyId, next, now, without }: Reissue): Promise<string[]> {
  const items = await tx.linkItem.findMany({
    where: await reissueWhere(tx, { keyId, now, without }),
    orderBy: [{ expiresAt: "asc" }, { id: "asc" }],
    take: maxReissue,
    select: {
      id: true,
      linkId: true,
      imageId: true,
      imageName: true,
      cloudflareId: true,
      variantId: true,
      expiresAt: true,
      signatureHash: true,
      keyId: true,
    },
  });
  await tx.pastItem.createMany({
    data: items.map(({ id: itemId, ...was }) => ({ ...was, itemId, pastAt: now })),
  });
  for (const { id, cloudflareId, variantId, expiresAt } of items) {
    const end = await freeSecond(tx, { cloudflareId, variantId, keyId: next.id, expiresAt });
    const { signatureHash } = signLink({ cloudflareId, variantId, expiresAt: end }, next);
    await tx.linkItem.update({ where: { id }, data: { keyId: next.id, expiresAt: end, signatureHash } });
  }
  return [...new Set(items.map(({ linkId }) => linkId))];
}

const reach = 300;

/** The end, or the nearest second before it that no other address of this picture and key has. Never after it. */
async function freeSecond(
  tx: Tx,
  { expiresAt, ...one }: { cloudflareId: string; variantId: string; keyId: string; expiresAt: Date },
): Promise<Date> {
  const others = await tx.linkItem.findMany({
    where: { ...one, expiresAt: { lte: expiresAt, gte: new Date(expiresAt.getTime() - reach * 1000) } },
    select: { expiresAt: true },
  });
  const taken = new Set(others.map((other) => other.expiresAt.getTime()));
  for (let step = 0; step <= reach; step += 1) {
    const end = expiresAt.getTime() - step * 1000;
    if (!taken.has(end)) return new Date(end);
  }
  throw new AppError(
    "CONFLICT",
    "Too many links to one picture end at the same minute. Nothing was changed; let the key drain instead.",
  );
}
