import "server-only";
import { db, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * How many unended direct links of each image Cloudflare would still answer once it is private: those that are
 * moot today count, because they would open it again; those to an address that it no longer has do not, once that is
 * measured. Images without any are absent.
 */
export async function countOpeningLinks(
  imageIds: string[],
  now: Date,
  tx: Tx = db(),
): Promise<Map<string, number>> {
  if (imageIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ imageId: string; links: number }[]>(
    openingLinks(Prisma.sql`ANY(${imageIds}::uuid[])`, now),
  );
  return new Map(rows.map(({ imageId, links }) => [imageId, links]));
}

/** Which links these are, by image, for whoever is to stop them. */
export async function readOpeningLinks(
  tx: Tx,
  imageIds: string[],
  now: Date,
): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ imageId: string; linkIds: string[] }[]>`
    SELECT item."imageId", array_agg(DISTINCT item."linkId"::text) AS "linkIds"
    ${opening(Prisma.sql`ANY(${imageIds}::uuid[])`, now)} GROUP BY item."imageId"`;
  return new Map(rows.map(({ imageId, linkIds }) => [imageId, linkIds]));
}

/** How many, as a statement; `images` is what an image's id is compared with: `ANY (…)`. */
export const openingLinks = (images: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
  SELECT item."imageId", count(DISTINCT item."linkId")::int AS links ${opening(images, now)} GROUP BY item."imageId"`;

const opening = (images: Prisma.Sql, now: Date) => Prisma.sql`
  FROM "LinkItem" item
  JOIN "Link" link ON link."id" = item."linkId"
  JOIN "SigningKey" key ON key."id" = item."keyId" AND key."goneAt" IS NULL
  JOIN "Variant" variant ON variant."id" = item."variantId"
  JOIN "Image" pictured ON pictured."id" = item."imageId"
  WHERE item."imageId" = ${images} AND item."expiresAt" > ${now.toISOString()}::timestamptz
    AND (item."cloudflareId" = pictured."cloudflareId" OR EXISTS (
      SELECT 1 FROM "Reseal" reseal
      WHERE reseal."oldCloudflareId" = item."cloudflareId" AND reseal."finishedAt" IS NULL))`;
