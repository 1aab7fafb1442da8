import "server-only";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Darkroom's images that opening a variant lets anyone see: private, and stored at Cloudflare. */
export const openable: Prisma.ImageWhereInput = {
  requireSignedUrls: true,
  state: { in: ["received", "ready"] },
};

/**
 * How many private images opening a variant lets anyone see. `foreignImages` of them are not in Darkroom, as the
 * last complete pass over the account counted.
 */
export async function countOpenable(tx: Tx): Promise<{ privateImages: number; foreignImages: number }> {
  const ours = await tx.image.count({ where: openable });
  const account = await tx.installation.findUnique({ where: { id: 1 }, select: { foreignPrivate: true } });
  const foreignImages = account?.foreignPrivate ?? 0;
  return { privateImages: ours + foreignImages, foreignImages };
}

/** Items of links that still open something, by the variant that they show. */
export const liveItems = (now: Date): Prisma.LinkItemWhereInput => ({
  expiresAt: { gt: now },
  imageId: { not: null },
  link: { revokedAt: null },
  // A gated link has no key of its own.
  OR: [{ keyId: null }, { key: { goneAt: null } }],
});

export function countLiveLinks(tx: Tx, variantId: string, now: Date): Promise<number> {
  return tx.link.count({ where: { items: { some: { variantId, ...liveItems(now) } } } });
}
