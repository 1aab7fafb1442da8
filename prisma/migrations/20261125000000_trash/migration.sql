-- The trash: an image in it keeps its row and its bytes until `purgeAt`.
ALTER TABLE "Image" ADD COLUMN "trashedAt" TIMESTAMPTZ(3),
                    ADD COLUMN "purgeAt" TIMESTAMPTZ(3),
                    ADD COLUMN "trashedById" UUID;
ALTER TABLE "Image" ADD CONSTRAINT "Image_trashedById_fkey"
  FOREIGN KEY ("trashedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Image_purgeAt_id_idx" ON "Image"("purgeAt", "id");
-- In the trash there is a time at which it goes, and only what arrived can lie there.
ALTER TABLE "Image" ADD CONSTRAINT "Image_trash_whole"
  CHECK (("trashedAt" IS NULL) = ("purgeAt" IS NULL)
    AND ("trashedAt" IS NULL OR "state" IN ('ready', 'deleting')));
