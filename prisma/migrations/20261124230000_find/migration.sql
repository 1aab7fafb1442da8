-- Words are found in what the image says of itself and in whom it was sent to. Kept here, so that one index answers;
-- the newest names win when it is full.
ALTER TABLE "Image" ADD COLUMN "linkText" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Image" ADD COLUMN "lastSharedAt" TIMESTAMPTZ(3);

-- Nearly what lib/images/search.ts does; a contact brings its own text, folded there.
CREATE FUNCTION folded(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ' ' || btrim(regexp_replace(translate(replace(replace(replace(replace(
    lower(regexp_replace(normalize(text, NFKD), '[\u0300-\u036f]', '', 'g')),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øłđðıς', 'olddiσ'), '[[:space:][:punct:]]+', ' ', 'g'))
$$;

CREATE FUNCTION image_shared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Image" image SET
    "lastSharedAt" = greatest(image."lastSharedAt", shared."at"),
    "linkText" = CASE WHEN position(shared."text" IN image."linkText") > 0 THEN image."linkText"
      ELSE left(shared."text" || image."linkText", 4000) END
  FROM (
    SELECT item."imageId", max(link."createdAt") AS "at",
      string_agg(DISTINCT COALESCE(NULLIF(contact."searchText", ''), folded(link."recipient")), '') AS "text"
    FROM added item JOIN "Link" link ON link."id" = item."linkId"
    LEFT JOIN "Contact" contact ON contact."id" = link."contactId"
    WHERE item."imageId" IS NOT NULL GROUP BY item."imageId"
  ) shared
  WHERE image."id" = shared."imageId";
  RETURN NULL;
END $$;
CREATE TRIGGER "LinkItem_shared" AFTER INSERT ON "LinkItem" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION image_shared();

UPDATE "Image" image SET "lastSharedAt" = shared."at", "linkText" = left(shared."text", 4000)
FROM (
  SELECT item."imageId", max(link."createdAt") AS "at", string_agg(DISTINCT folded(link."recipient"), '') AS "text"
  FROM "LinkItem" item JOIN "Link" link ON link."id" = item."linkId"
  WHERE item."imageId" IS NOT NULL GROUP BY item."imageId"
) shared
WHERE image."id" = shared."imageId";

-- Existing rows get what is found since now: alt text and file name. Exact folding follows at their next edit.
UPDATE "Image" SET "searchText" = "searchText" || folded("altText" || ' ' || "fileName");

DROP INDEX "Image_searchText_trgm";
CREATE INDEX "Image_words_trgm" ON "Image" USING GIN (("searchText" || "linkText") gin_trgm_ops);

-- What an image's own columns say about who can read it. The account's variants and the clock decide the rest:
-- `exposureOf` in lib/exposure/rules.ts, which a property test holds against this.
CREATE FUNCTION image_standing(state "ImageState", private boolean, changing timestamptz, checked timestamptz, probe "ProbeVerdict")
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN state = 'received' THEN CASE WHEN NOT private OR probe = 'served' THEN 'open' ELSE 'arriving' END
    WHEN state IN ('requested', 'pending', 'failed') OR (state = 'deleting' AND checked IS NULL) THEN 'absent'
    WHEN changing IS NOT NULL THEN 'changing'
    WHEN NOT private OR probe = 'served' THEN 'open'
    WHEN probe IS DISTINCT FROM 'refused' THEN 'untried'
    ELSE 'held' END
$$;
CREATE INDEX "Image_standing" ON "Image" (
  image_standing("state", "requireSignedUrls", "privacyPendingAt", "checkedAt", "probe"), "createdAt" DESC, "id" DESC);

-- One index for each order, and for each filter that may be rare.
CREATE INDEX "Image_size" ON "Image" ((COALESCE("bytes", 0)) DESC, "id" DESC);
CREATE INDEX "Image_shared" ON "Image" ((COALESCE("lastSharedAt", '1970-01-01 00:00:00+00'::timestamptz)) DESC, "id" DESC);
CREATE INDEX "Image_format" ON "Image" ((COALESCE("mimeType", '')), "createdAt" DESC, "id" DESC);
CREATE INDEX "Image_alt" ON "Image" (("altText" = ''), "createdAt" DESC, "id" DESC);
CREATE INDEX "Image_tagged" ON "Image" (("tags" = '{}'), "createdAt" DESC, "id" DESC);
CREATE INDEX "Image_location" ON "Image" ((COALESCE("hasLocation", false)), "createdAt" DESC, "id" DESC);
CREATE INDEX "Image_width_idx" ON "Image"("width");
CREATE INDEX "Image_height_idx" ON "Image"("height");
CREATE INDEX "Image_checkedAt_idx" ON "Image"("checkedAt");
CREATE INDEX "LinkItem_expiresAt_idx" ON "LinkItem"("expiresAt");
