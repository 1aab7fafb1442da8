-- What the person agreed to when the job began: nothing else is deleted for good.
ALTER TABLE "JobItem" ADD COLUMN "forGood" VARCHAR(20);

-- Taking back must know whether anybody opened or closed the image since, also when it looks the same again.
ALTER TABLE "Image" ADD COLUMN "flips" INTEGER NOT NULL DEFAULT 0;

CREATE FUNCTION image_flipped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."flips" := OLD."flips" + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER "Image_flipped" BEFORE UPDATE OF "requireSignedUrls" ON "Image"
  FOR EACH ROW WHEN (NEW."requireSignedUrls" IS DISTINCT FROM OLD."requireSignedUrls") EXECUTE FUNCTION image_flipped();
