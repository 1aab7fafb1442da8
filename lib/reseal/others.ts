import "server-only";
import { db, type Tx } from "@/lib/db";

type Question = { imageIds: string[]; stopLinks: string[]; now: Date };

/**
 * Running links to these images besides those to be stopped: direct ones need a new address, gated ones do not.
 * `holders` counts the people behind the direct ones.
 */
export async function countOthers(tx: Tx | null, { imageIds, stopLinks, now }: Question) {
  const [counted] = await (tx ?? db()).$queryRaw<{ direct: number; gated: number; holders: number }[]>`
    SELECT count(DISTINCT item."linkId") FILTER (WHERE item."keyId" IS NOT NULL)::int AS direct,
      count(DISTINCT item."linkId") FILTER (WHERE item."keyId" IS NULL)::int AS gated,
      count(DISTINCT coalesce(link."contactId"::text, link."recipient"))
        FILTER (WHERE item."keyId" IS NOT NULL)::int AS holders
    FROM "LinkItem" item
    JOIN "Link" link ON link."id" = item."linkId" AND link."revokedAt" IS NULL
    LEFT JOIN "SigningKey" key ON key."id" = item."keyId"
    WHERE item."imageId" = ANY(${imageIds}::uuid[]) AND item."expiresAt" > ${now}
      AND NOT item."linkId" = ANY(${stopLinks}::uuid[]) AND key."goneAt" IS NULL`;
  return counted ?? { direct: 0, gated: 0, holders: 0 };
}
