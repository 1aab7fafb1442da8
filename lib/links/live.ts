import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { visitMs } from "@/lib/links/rules";

export type LiveLinks = { links: number; nextEnd: Date };

// Whoever was let in last may look for a while at a link that is used up.
const running = (now: Date) => Prisma.sql`link."revokedAt" IS NULL
  AND (link."usedUpAt" IS NULL OR link."usedUpAt" > ${new Date(now.getTime() - visitMs).toISOString()}::timestamptz)`;

const runningItems = (now: Date) => Prisma.sql`"LinkItem" item
  JOIN "Link" link ON link."id" = item."linkId" AND ${running(now)}
  LEFT JOIN "SigningKey" key ON key."id" = item."keyId"
  JOIN "Variant" variant ON variant."id" = item."variantId"`;

const runsAt = (now: Date) => Prisma.sql`key."goneAt" IS NULL AND item."imageId" IS NOT NULL
  AND item."expiresAt" > ${now.toISOString()}::timestamptz`;

/** When an item (as `item`, with its `link`) stops opening its image by itself. */
export const itemEnd = Prisma.sql`LEAST(item."expiresAt",
  link."usedUpAt" + ${visitMs}::double precision * interval '1 millisecond')`;

/**
 * The items (as `item`) of live links (as `link`) at `now`: not ended, not revoked, looked at by somebody if used up, key and variant there, and
 * nothing public about the variant. Whoever uses it adds a condition after it and sees to the image by `liveImage`.
 */
export const liveItems = (now: Date) =>
  Prisma.sql`${runningItems(now)} AND NOT variant."alwaysPublic" WHERE ${runsAt(now)}`;

/** The items that open something, whether that needs the link or not: those that end with their variant. */
export const usableItems = (now: Date) =>
  Prisma.sql`${runningItems(now)} WHERE ${runsAt(now)}
    AND EXISTS (SELECT 1 FROM "Image" image WHERE image."id" = item."imageId" AND image."goneAt" IS NULL)`;

/** What an image (as `image`) is for a link to be live: at Cloudflare, and private. */
export const liveImage = Prisma.sql`image."requireSignedUrls" AND image."goneAt" IS NULL`;

/** The items of live links with their images seen to; of a gated one none that is in the trash. */
export const liveItemsOfImages = (now: Date) => Prisma.sql`${liveItems(now)} AND EXISTS (
  SELECT 1 FROM "Image" image WHERE image."id" = item."imageId" AND ${liveImage}
    AND (item."keyId" IS NOT NULL OR image."trashedAt" IS NULL))`;

/** When a link (as `link`) stops opening anything by itself. */
export const linkEnd = Prisma.sql`LEAST(link."endsAt",
  link."usedUpAt" + ${visitMs}::double precision * interval '1 millisecond')`;

/**
 * Whether a link (as `link`) still opens what nobody could see without it: `liveWhere` in SQL. Of each link one item
 * that does is looked for, so it suits the links of one recipient.
 */
export const liveLink = (
  now: Date,
) => Prisma.sql`${running(now)} AND link."endsAt" > ${now.toISOString()}::timestamptz
  AND EXISTS (
    SELECT 1 FROM "LinkItem" item
      JOIN "Variant" variant ON variant."id" = item."variantId" AND NOT variant."alwaysPublic"
      JOIN "Image" image ON image."id" = item."imageId" AND ${liveImage}
      LEFT JOIN "SigningKey" key ON key."id" = item."keyId"
    WHERE item."linkId" = link."id" AND key."goneAt" IS NULL
      AND (item."keyId" IS NOT NULL OR image."trashedAt" IS NULL))`;

/**
 * How many links of each image still open it, and when the next of them ends. One query for a whole page; those
 * without any are absent.
 */
export async function countLiveLinks(imageIds: string[], now: Date): Promise<Map<string, LiveLinks>> {
  if (imageIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ imageId: string; links: number; nextEnd: Date }[]>`
    SELECT item."imageId", count(DISTINCT item."linkId")::int AS links, min(${itemEnd}) AS "nextEnd"
    FROM ${liveItemsOfImages(now)} AND item."imageId" = ANY(${imageIds}::uuid[])
    GROUP BY item."imageId"`;
  return new Map(rows.map(({ imageId, links, nextEnd }) => [imageId, { links, nextEnd }]));
}
