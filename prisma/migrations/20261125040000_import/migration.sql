CREATE TYPE "ImportState" AS ENUM ('running', 'paused', 'done', 'cancelled');
CREATE TYPE "FindingKind" AS ENUM ('changed', 'vanished', 'refused');

ALTER TABLE "Installation"
  ADD COLUMN "foreignCustom" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "storedImages" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "driftedImages" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "Import" (
    "id" SERIAL NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'running',
    "active" BOOLEAN,
    "standing" VARCHAR(400) NOT NULL DEFAULT '',
    "place" VARCHAR(2000),
    "expected" INTEGER NOT NULL,
    "read" INTEGER NOT NULL DEFAULT 0,
    "importedPrivate" INTEGER NOT NULL DEFAULT 0,
    "importedPublic" INTEGER NOT NULL DEFAULT 0,
    "customIds" INTEGER NOT NULL DEFAULT 0,
    "rebuilt" INTEGER NOT NULL DEFAULT 0,
    "odd" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedById" UUID NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Import_active_key" ON "Import"("active");
ALTER TABLE "Import" ADD CONSTRAINT "Import_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "ImportFinding" (
    "importId" INTEGER NOT NULL,
    "kind" "FindingKind" NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    "imageId" UUID,
    "cloudflareId" VARCHAR(1024) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "reason" VARCHAR(200) NOT NULL DEFAULT '',
    CONSTRAINT "ImportFinding_pkey" PRIMARY KEY ("importId", "kind", "key")
);
ALTER TABLE "ImportFinding" ADD CONSTRAINT "ImportFinding_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Image" ADD COLUMN "importId" INTEGER;
CREATE INDEX "Image_importId_idx" ON "Image"("importId");
ALTER TABLE "Image" ADD CONSTRAINT "Image_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was brought in and not tried or read yet, images under an id of somebody's choosing, and those that say what is
-- wrong with them: few among many, so each index holds only them. The first column is what the condition says.
CREATE INDEX "Image_untried" ON "Image" (("importId" IS NOT NULL), "createdAt" DESC, "id" DESC)
  WHERE "importId" IS NOT NULL AND "requireSignedUrls" AND "probe" IS NULL AND "state" = 'ready';
CREATE INDEX "Image_unread" ON "Image" (("importId" IS NOT NULL), "createdAt" DESC, "id" DESC)
  WHERE "importId" IS NOT NULL AND "sha256" IS NULL AND "failure" IS NULL AND "state" = 'ready';
CREATE INDEX "Image_custom" ON "Image" (("cloudflareId" !~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'), "createdAt" DESC, "id" DESC)
  WHERE "cloudflareId" !~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
CREATE INDEX "Image_failing" ON "Image" (("failure" IS NOT NULL), "createdAt" DESC, "id" DESC)
  WHERE "failure" IS NOT NULL;
