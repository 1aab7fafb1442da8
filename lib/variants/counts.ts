import "server-only";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { usableItems } from "@/lib/links/live";

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

/** How many links still open something in each variant, by its id; those without any are absent. */
export async function countLinksByVariant(tx: Tx, now: Date, only?: string): Promise<Map<string, number>> {
  const one = only === undefined ? Prisma.empty : Prisma.sql`AND item."variantId" = ${only}`;
  const rows = await tx.$queryRaw<{ variantId: string; links: number }[]>`
    SELECT item."variantId", count(DISTINCT item."linkId")::int AS links
    FROM ${usableItems(now)} ${one} GROUP BY item."variantId"`;
  return new Map(rows.map(({ variantId, links }) => [variantId, links]));
}

export async function countLiveLinks(tx: Tx, variantId: string, now: Date): Promise<number> {
  return (await countLinksByVariant(tx, now, variantId)).get(variantId) ?? 0;
}
