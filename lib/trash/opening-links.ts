import "server-only";
import { db, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * How many unended direct links of each image Cloudflare would still answer once it is private: those that are
 * moot today count, because they would open it again. Images without any are absent.
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

/** The same as a statement; `images` is what an image's id is compared with: `ANY (…)`. */
export function openingLinks(images: Prisma.Sql, now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT item."imageId", count(DISTINCT item."linkId")::int AS links
    FROM "LinkItem" item
    JOIN "Link" link ON link."id" = item."linkId"
    JOIN "SigningKey" key ON key."id" = item."keyId" AND key."goneAt" IS NULL
    JOIN "Variant" variant ON variant."id" = item."variantId"
    WHERE item."imageId" = ${images} AND item."expiresAt" > ${now.toISOString()}::timestamptz
    GROUP BY item."imageId"`;
}
