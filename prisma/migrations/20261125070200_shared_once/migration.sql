-- As before, but each link and its contact is looked up once for a statement and not once for each of its items.
CREATE OR REPLACE FUNCTION image_shared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH link AS MATERIALIZED (
    SELECT link."id", link."createdAt" AS "at",
      COALESCE(NULLIF(contact."searchText", ''), folded(link."recipient")) AS "text"
    FROM "Link" link LEFT JOIN "Contact" contact ON contact."id" = link."contactId"
    WHERE link."id" IN (SELECT "linkId" FROM added)
  ), shared AS (
    SELECT item."imageId", max(link."at") AS "at", string_agg(DISTINCT link."text", '') AS "text"
    FROM added item JOIN link ON link."id" = item."linkId"
    WHERE item."imageId" IS NOT NULL GROUP BY item."imageId"
  )
  UPDATE "Image" image SET
    "lastSharedAt" = greatest(image."lastSharedAt", shared."at"),
    "linkText" = CASE WHEN position(shared."text" IN image."linkText") > 0 THEN image."linkText"
      ELSE left(shared."text" || image."linkText", 4000) END
  FROM shared WHERE image."id" = shared."imageId";
  RETURN NULL;
END $$;
