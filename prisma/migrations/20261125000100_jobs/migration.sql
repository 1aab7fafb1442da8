-- Work over many images that outlives the page, the server and an outage at Cloudflare.
CREATE TYPE "JobState" AS ENUM ('running', 'paused', 'done', 'cancelled');
CREATE TYPE "JobItemState" AS ENUM ('waiting', 'working', 'done', 'skipped', 'failed', 'cancelled');

CREATE TABLE "Job" (
    "id" UUID NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "params" JSONB NOT NULL,
    "state" "JobState" NOT NULL DEFAULT 'running',
    "standing" VARCHAR(400) NOT NULL DEFAULT '',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "undoOfId" UUID,
    "createdById" UUID NOT NULL,
    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Job_undoOfId_key" ON "Job"("undoOfId");
CREATE INDEX "Job_dueAt_idx" ON "Job"("dueAt");
CREATE INDEX "Job_createdAt_id_idx" ON "Job"("createdAt" DESC, "id" DESC);
CREATE INDEX "Job_createdById_createdAt_idx" ON "Job"("createdById", "createdAt" DESC);
ALTER TABLE "Job" ADD CONSTRAINT "Job_createdById_fkey"
  FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Job" ADD CONSTRAINT "Job_undoOfId_fkey"
  FOREIGN KEY ("undoOfId") REFERENCES "Job"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "JobItem" (
    "jobId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "imageId" UUID NOT NULL,
    "imageName" VARCHAR(255) NOT NULL,
    "state" "JobItemState" NOT NULL,
    "reason" VARCHAR(400) NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "begunAt" TIMESTAMPTZ(3),
    "wanted" JSONB,
    "before" JSONB,
    "after" JSONB,
    CONSTRAINT "JobItem_pkey" PRIMARY KEY ("jobId", "seq")
);
CREATE UNIQUE INDEX "JobItem_jobId_imageId_key" ON "JobItem"("jobId", "imageId");
CREATE INDEX "JobItem_jobId_state_seq_idx" ON "JobItem"("jobId", "state", "seq");
ALTER TABLE "JobItem" ADD CONSTRAINT "JobItem_jobId_fkey"
  FOREIGN KEY ("jobId") REFERENCES "Job"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What jobs have asked of Cloudflare in each minute: one budget, whoever works.
CREATE TABLE "JobBudget" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL,
    CONSTRAINT "JobBudget_pkey" PRIMARY KEY ("minute")
);

-- What an image is besides its picture: whose it is, when it may be used, and until when nobody may see it.
ALTER TABLE "Image" ADD COLUMN "credit" VARCHAR(300) NOT NULL DEFAULT '',
                    ADD COLUMN "notes" VARCHAR(4000) NOT NULL DEFAULT '',
                    ADD COLUMN "rightsFrom" TIMESTAMPTZ(3),
                    ADD COLUMN "rightsUntil" TIMESTAMPTZ(3),
                    ADD COLUMN "embargoUntil" TIMESTAMPTZ(3);
CREATE INDEX "Image_embargoUntil_idx" ON "Image"("embargoUntil");

-- An image can be in several collections; each keeps its own order.
CREATE TABLE "Collection" (
    "id" UUID NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "folded" VARCHAR(160) NOT NULL,
    "description" VARCHAR(2000) NOT NULL DEFAULT '',
    "images" INTEGER NOT NULL DEFAULT 0,
    "coverId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,
    CONSTRAINT "Collection_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Collection_folded_key" ON "Collection"("folded");
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_createdById_fkey"
  FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_coverId_fkey"
  FOREIGN KEY ("coverId") REFERENCES "Image"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "CollectionImage" (
    "collectionId" UUID NOT NULL,
    "imageId" UUID NOT NULL,
    "place" DOUBLE PRECISION NOT NULL,
    CONSTRAINT "CollectionImage_pkey" PRIMARY KEY ("collectionId", "imageId")
);
CREATE INDEX "CollectionImage_collectionId_place_imageId_idx" ON "CollectionImage"("collectionId", "place", "imageId");
CREATE INDEX "CollectionImage_imageId_idx" ON "CollectionImage"("imageId");
ALTER TABLE "CollectionImage" ADD CONSTRAINT "CollectionImage_collectionId_fkey"
  FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CollectionImage" ADD CONSTRAINT "CollectionImage_imageId_fkey"
  FOREIGN KEY ("imageId") REFERENCES "Image"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The number of images is kept by the database, also when an image is deleted for good.
CREATE FUNCTION collection_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE "Collection" SET "images" = "images" + 1 WHERE "id" = NEW."collectionId";
  ELSE
    UPDATE "Collection" SET "images" = "images" - 1 WHERE "id" = OLD."collectionId";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "CollectionImage_count" AFTER INSERT OR DELETE ON "CollectionImage"
  FOR EACH ROW EXECUTE FUNCTION collection_count();
