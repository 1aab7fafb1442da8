-- A job of a million images: what is still to be done, and what failed, is found without passing all that is over.
DROP INDEX "JobItem_jobId_state_seq_idx";
CREATE INDEX "JobItem_open" ON "JobItem"("jobId", "seq") WHERE "state" IN ('waiting', 'working');
CREATE INDEX "JobItem_failed" ON "JobItem"("jobId", "seq") WHERE "state" = 'failed';

-- A collection's number of images, once a statement instead of once for each image that a statement moves.
DROP TRIGGER "CollectionImage_count" ON "CollectionImage";
CREATE OR REPLACE FUNCTION collection_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Collection" SET "images" = "images" + moved.sum
  FROM (
    SELECT "collectionId", CASE WHEN TG_OP = 'INSERT' THEN count(*) ELSE -count(*) END AS sum
    FROM changed GROUP BY "collectionId"
  ) moved
  WHERE "id" = moved."collectionId";
  RETURN NULL;
END $$;
CREATE TRIGGER "CollectionImage_added" AFTER INSERT ON "CollectionImage" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION collection_count();
CREATE TRIGGER "CollectionImage_taken" AFTER DELETE ON "CollectionImage" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION collection_count();
