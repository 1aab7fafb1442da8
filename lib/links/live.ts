import "server-only";
import { db } from "@/lib/db";

export type LiveLinks = { links: number; nextEnd: Date };

/**
 * How many links of each image still open it, and when the next of them ends: not ended, not revoked, not used up,
 * key and variant there, and nothing public about image or variant. One query for a whole page; others are absent.
 */
export async function countLiveLinks(imageIds: string[], now: Date): Promise<Map<string, LiveLinks>> {
  if (imageIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ imageId: string; links: number; nextEnd: Date }[]>`
    SELECT item."imageId", count(DISTINCT item."linkId")::int AS links, min(item."expiresAt") AS "nextEnd"
    FROM "LinkItem" item
    JOIN "Link" link ON link."id" = item."linkId" AND link."revokedAt" IS NULL AND link."usedUpAt" IS NULL
    LEFT JOIN "SigningKey" key ON key."id" = item."keyId"
    JOIN "Variant" variant ON variant."id" = item."variantId" AND NOT variant."alwaysPublic"
    JOIN "Image" image ON image."id" = item."imageId" AND image."requireSignedUrls"
    WHERE item."imageId" = ANY(${imageIds}::uuid[]) AND item."expiresAt" > ${now} AND key."goneAt" IS NULL
    GROUP BY item."imageId"`;
  return new Map(rows.map(({ imageId, links, nextEnd }) => [imageId, { links, nextEnd }]));
}
