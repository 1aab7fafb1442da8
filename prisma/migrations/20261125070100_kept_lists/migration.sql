-- How many images outside the trash carry each tag, kept as "ImageTally" is: statements only add rows, so that nobody
-- waits for anybody; readers sum them and fold them now and then (lib/tags/kept.ts).
CREATE TABLE "TagTally" (
    "id" BIGSERIAL NOT NULL,
    "tag" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    CONSTRAINT "TagTally_pkey" PRIMARY KEY ("id")
);

CREATE FUNCTION tag_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM "TagTally";
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO "TagTally" ("tag", "count")
    SELECT tag, count(*) FROM after, unnest("tags") tag WHERE "trashedAt" IS NULL GROUP BY tag;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "TagTally" ("tag", "count")
    SELECT tag, -count(*) FROM before, unnest("tags") tag WHERE "trashedAt" IS NULL GROUP BY tag;
  ELSE
    INSERT INTO "TagTally" ("tag", "count")
    SELECT tag, sum("sign") FROM (
      SELECT tag, -1 AS "sign" FROM before, unnest("tags") tag WHERE "trashedAt" IS NULL
      UNION ALL
      SELECT tag, 1 FROM after, unnest("tags") tag WHERE "trashedAt" IS NULL
    ) changed
    GROUP BY tag HAVING sum("sign") <> 0;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "Image_tags_insert" AFTER INSERT ON "Image" REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION tag_tally();
CREATE TRIGGER "Image_tags_update" AFTER UPDATE ON "Image" REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION tag_tally();
CREATE TRIGGER "Image_tags_delete" AFTER DELETE ON "Image" REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION tag_tally();
CREATE TRIGGER "Image_tags_truncate" AFTER TRUNCATE ON "Image"
  FOR EACH STATEMENT EXECUTE FUNCTION tag_tally();

INSERT INTO "TagTally" ("tag", "count")
SELECT tag, count(*) FROM "Image", unnest("tags") tag WHERE "trashedAt" IS NULL GROUP BY tag;

-- Files that were ever stored twice. A fingerprint stays in it when its copies go: whoever reads looks at the images.
CREATE TABLE "RepeatedFile" (
    "sha256" BYTEA NOT NULL,
    CONSTRAINT "RepeatedFile_pkey" PRIMARY KEY ("sha256")
);

CREATE FUNCTION file_repeated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Of two that write the same file at once, the second waits here and then sees the first. Few locks, so that one
  -- statement over many images cannot run out of them.
  PERFORM pg_advisory_xact_lock(81202, get_byte(NEW."sha256", 0) % 64);
  INSERT INTO "RepeatedFile" ("sha256")
  SELECT NEW."sha256" WHERE EXISTS (SELECT 1 FROM "Image" WHERE "sha256" = NEW."sha256" AND "id" <> NEW."id")
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "Image_repeated_insert" AFTER INSERT ON "Image"
  FOR EACH ROW WHEN (NEW."sha256" IS NOT NULL) EXECUTE FUNCTION file_repeated();
CREATE TRIGGER "Image_repeated_update" AFTER UPDATE OF "sha256" ON "Image"
  FOR EACH ROW WHEN (NEW."sha256" IS NOT NULL AND NEW."sha256" IS DISTINCT FROM OLD."sha256") EXECUTE FUNCTION file_repeated();

INSERT INTO "RepeatedFile" ("sha256")
SELECT "sha256" FROM "Image" WHERE "sha256" IS NOT NULL GROUP BY "sha256" HAVING count(*) > 1;

-- Who holds links that have not ended is answered without the links themselves.
CREATE INDEX "Link_held" ON "Link" ("contactId", "endsAt") WHERE "revokedAt" IS NULL;
