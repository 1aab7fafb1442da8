import "server-only";
import { db, type Tx } from "@/lib/db";
import type { ItemFacts } from "@/lib/links/rules";

/** What is in one link: how many of its items still open what, and the first of them by name. */
export type LinkContents = ItemFacts & {
  images: number;
  /** The first image, null once it is gone, and its name then or now. */
  imageId: string | null;
  imageName: string;
  variantIds: string[];
  /** Of the keys that signed it; empty for a gated link. */
  keyNames: string[];
};

const nothing: LinkContents = {
  total: 0,
  needed: 0,
  openImage: 0,
  openVariant: 0,
  imageGone: 0,
  keyGone: 0,
  variantGone: 0,
  deleting: 0,
  trashed: 0,
  lost: 0,
  images: 0,
  imageId: null,
  imageName: "",
  variantIds: [],
  keyNames: [],
};

/** The contents of links, in one query for a whole page. Each item counts once, by the first that holds. */
export async function readContents(linkIds: string[], tx: Tx = db()): Promise<(id: string) => LinkContents> {
  if (linkIds.length === 0) return () => nothing;
  const rows = await tx.$queryRaw<(LinkContents & { linkId: string })[]>`
    WITH item AS (
      SELECT item."linkId", item."position", item."variantId", key."name" AS key, item."imageId",
        item."cloudflareId", coalesce(image."name", item."imageName") AS name,
        image."state" = 'deleting' AS deleting, image."trashedAt" IS NOT NULL AS trashed,
        image."goneAt" IS NOT NULL AS lost,
        -- Darkroom answers no gated link to what is in the trash; Cloudflare goes on answering a signature.
        CASE WHEN item."imageId" IS NULL OR image."goneAt" IS NOT NULL
            OR (item."keyId" IS NULL AND image."trashedAt" IS NOT NULL) THEN 'imageGone'
          WHEN key."goneAt" IS NOT NULL THEN 'keyGone'
          WHEN variant."id" IS NULL THEN 'variantGone'
          WHEN NOT image."requireSignedUrls" THEN 'openImage'
          WHEN variant."alwaysPublic" THEN 'openVariant'
          ELSE 'needed' END AS fate
      FROM "LinkItem" item
      LEFT JOIN "SigningKey" key ON key."id" = item."keyId"
      LEFT JOIN "Variant" variant ON variant."id" = item."variantId"
      LEFT JOIN "Image" image ON image."id" = item."imageId"
      WHERE item."linkId" = ANY(${linkIds}::uuid[])
    )
    SELECT "linkId", count(*)::int AS total,
      count(*) FILTER (WHERE fate = 'needed')::int AS needed,
      count(*) FILTER (WHERE fate = 'openImage')::int AS "openImage",
      count(*) FILTER (WHERE fate = 'openVariant')::int AS "openVariant",
      count(*) FILTER (WHERE fate = 'imageGone')::int AS "imageGone",
      count(*) FILTER (WHERE fate = 'keyGone')::int AS "keyGone",
      count(*) FILTER (WHERE fate = 'variantGone')::int AS "variantGone",
      count(*) FILTER (WHERE deleting)::int AS deleting,
      count(*) FILTER (WHERE trashed)::int AS trashed,
      count(*) FILTER (WHERE lost)::int AS lost,
      count(DISTINCT "cloudflareId")::int AS images,
      (array_agg("imageId" ORDER BY "position"))[1] AS "imageId",
      (array_agg(name ORDER BY "position"))[1] AS "imageName",
      array_agg(DISTINCT "variantId") AS "variantIds",
      coalesce(array_agg(DISTINCT key) FILTER (WHERE key IS NOT NULL), '{}') AS "keyNames"
    FROM item GROUP BY "linkId"`;
  const byLink = new Map(rows.map((row) => [row.linkId, row]));
  return (id) => byLink.get(id) ?? nothing;
}
