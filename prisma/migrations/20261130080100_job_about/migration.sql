-- The collection that a job is about, by the name that it had when the job began.
ALTER TABLE "Job" ADD COLUMN "about" VARCHAR(120) NOT NULL DEFAULT '';
UPDATE "Job" job SET "about" = collection."name" FROM "Collection" collection
WHERE job."params"->>'collectionId' = collection."id"::text;
