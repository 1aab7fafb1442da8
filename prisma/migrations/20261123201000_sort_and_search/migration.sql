-- The browser's key comes after the uploader's id.
ALTER TABLE "Image" ALTER COLUMN "uploadKey" TYPE VARCHAR(120);

-- Sorting by name without regard to case, accents and the length of numbers.
ALTER TABLE "Image" ADD COLUMN "sortName" VARCHAR(160) NOT NULL DEFAULT '';
UPDATE "Image" SET "sortName" = lower(left("name", 160));
CREATE INDEX "Image_sortName_id_idx" ON "Image"("sortName", "id");

-- Searching the ledger: purpose, recipient and the image's name, folded like the library's column.
ALTER TABLE "Link" ADD COLUMN "searchText" TEXT NOT NULL DEFAULT '';
UPDATE "Link" SET "searchText" = ' ' || lower("purpose" || ' ' || "recipient");
CREATE INDEX "Link_searchText_trgm" ON "Link" USING GIN ("searchText" gin_trgm_ops);
