-- How many images there are of each kind, kept by the statements that change them. Rows are only ever added, one for
-- each kind that a statement changed, so that nobody waits for anybody; a reader adds them up and folds them now and
-- then (lib/exposure/kept.ts).
CREATE TABLE "ImageTally" (
    "id" BIGSERIAL NOT NULL,
    "state" "ImageState" NOT NULL,
    "requireSignedUrls" BOOLEAN NOT NULL,
    "probe" "ProbeVerdict",
    "changing" BOOLEAN NOT NULL,
    "stuck" BOOLEAN NOT NULL,
    "trashed" BOOLEAN NOT NULL,
    "failure" VARCHAR(300),
    "checkedMinute" TIMESTAMPTZ(3),
    "oldest" TIMESTAMPTZ(3),
    "newest" TIMESTAMPTZ(3),
    "count" INTEGER NOT NULL,
    CONSTRAINT "ImageTally_pkey" PRIMARY KEY ("id")
);

CREATE FUNCTION image_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM "ImageTally";
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO "ImageTally" ("state", "requireSignedUrls", "probe", "changing", "stuck", "trashed", "failure", "checkedMinute", "oldest", "newest", "count")
    SELECT "state", "requireSignedUrls", "probe", "privacyPendingAt" IS NOT NULL, "state" = 'deleting' AND "attempts" >= 2, "trashedAt" IS NOT NULL,
      CASE WHEN "state" = 'ready' THEN "failure" END, date_trunc('minute', "checkedAt", 'UTC'),
      min("checkedAt"), max("checkedAt"), count(*)
    FROM after GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "ImageTally" ("state", "requireSignedUrls", "probe", "changing", "stuck", "trashed", "failure", "checkedMinute", "count")
    SELECT "state", "requireSignedUrls", "probe", "privacyPendingAt" IS NOT NULL, "state" = 'deleting' AND "attempts" >= 2, "trashedAt" IS NOT NULL,
      CASE WHEN "state" = 'ready' THEN "failure" END, date_trunc('minute', "checkedAt", 'UTC'), -count(*)
    FROM before GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  ELSE
    INSERT INTO "ImageTally" ("state", "requireSignedUrls", "probe", "changing", "stuck", "trashed", "failure", "checkedMinute", "oldest", "newest", "count")
    SELECT "state", "requireSignedUrls", "probe", "privacyPendingAt" IS NOT NULL, "state" = 'deleting' AND "attempts" >= 2, "trashedAt" IS NOT NULL,
      CASE WHEN "state" = 'ready' THEN "failure" END, date_trunc('minute', "checkedAt", 'UTC'),
      min("checkedAt") FILTER (WHERE "sign" > 0), max("checkedAt") FILTER (WHERE "sign" > 0), sum("sign")
    FROM (
      SELECT "state", "requireSignedUrls", "probe", "privacyPendingAt", "attempts", "trashedAt", "failure", "checkedAt", -1 AS "sign" FROM before
      UNION ALL
      SELECT "state", "requireSignedUrls", "probe", "privacyPendingAt", "attempts", "trashedAt", "failure", "checkedAt", 1 FROM after
    ) changed
    -- Also where as many came as went: the times may be others.
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    HAVING sum("sign") <> 0 OR min("checkedAt") <> max("checkedAt");
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "Image_tally_insert" AFTER INSERT ON "Image" REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION image_tally();
CREATE TRIGGER "Image_tally_update" AFTER UPDATE ON "Image" REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION image_tally();
CREATE TRIGGER "Image_tally_delete" AFTER DELETE ON "Image" REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION image_tally();
CREATE TRIGGER "Image_tally_truncate" AFTER TRUNCATE ON "Image"
  FOR EACH STATEMENT EXECUTE FUNCTION image_tally();

INSERT INTO "ImageTally" ("state", "requireSignedUrls", "probe", "changing", "stuck", "trashed", "failure", "checkedMinute", "oldest", "newest", "count")
SELECT "state", "requireSignedUrls", "probe", "privacyPendingAt" IS NOT NULL, "state" = 'deleting' AND "attempts" >= 2, "trashedAt" IS NOT NULL,
  CASE WHEN "state" = 'ready' THEN "failure" END, date_trunc('minute', "checkedAt", 'UTC'),
  min("checkedAt"), max("checkedAt"), count(*)
FROM "Image" GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
