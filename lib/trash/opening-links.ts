import "server-only";
import { db } from "@/lib/db";

/**
 * How many unended direct links of each image Cloudflare would still answer once it is private: those that are
 * moot today count, because they would open it again. Images without any are absent.
 */
export async function countOpeningLinks(imageIds: string[], now: Date): Promise<Map<string, number>> {
  if (imageIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ imageId: string; links: number }[]>`
    SELECT item."imageId", count(DISTINCT item."linkId")::int AS links
    FROM "LinkItem" item
    JOIN "Link" link ON link."id" = item."linkId"
    JOIN "SigningKey" key ON key."id" = item."keyId" AND key."goneAt" IS NULL
    JOIN "Variant" variant ON variant."id" = item."variantId"
    WHERE item."imageId" = ANY(${imageIds}::uuid[]) AND item."expiresAt" > ${now}
    GROUP BY item."imageId"`;
  return new Map(rows.map(({ imageId, links }) => [imageId, links]));
}
