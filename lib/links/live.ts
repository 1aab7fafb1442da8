import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

export type LiveLinks = { links: number; nextEnd: Date };

/**
 * The items (as `item`) that open a private image at `now`: not ended, not revoked, not used up, key and variant
 * there, and nothing public about the variant. Whoever uses it adds a condition after it and sees to the image.
 */
export const liveItems = (now: Date) => Prisma.sql`"LinkItem" item
  JOIN "Link" link ON link."id" = item."linkId" AND link."revokedAt" IS NULL AND link."usedUpAt" IS NULL
  LEFT JOIN "SigningKey" key ON key."id" = item."keyId"
  JOIN "Variant" variant ON variant."id" = item."variantId" AND NOT variant."alwaysPublic"
  WHERE key."goneAt" IS NULL AND item."imageId" IS NOT NULL AND item."expiresAt" > ${now.toISOString()}::timestamptz`;

/**
 * How many links of each image still open it, and when the next of them ends. One query for a whole page; those
 * without any are absent.
 */
export async function countLiveLinks(imageIds: string[], now: Date): Promise<Map<string, LiveLinks>> {
  if (imageIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ imageId: string; links: number; nextEnd: Date }[]>`
    SELECT item."imageId", count(DISTINCT item."linkId")::int AS links, min(item."expiresAt") AS "nextEnd"
    FROM ${liveItems(now)} AND item."imageId" = ANY(${imageIds}::uuid[])
      AND EXISTS (SELECT 1 FROM "Image" image WHERE image."id" = item."imageId" AND image."requireSignedUrls")
    GROUP BY item."imageId"`;
  return new Map(rows.map(({ imageId, links, nextEnd }) => [imageId, { links, nextEnd }]));
}
