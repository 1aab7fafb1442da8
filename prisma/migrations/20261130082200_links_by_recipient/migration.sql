-- The ledger by whom its links are for: folded as names of images are sorted, numbers by value at the next writing.
ALTER TABLE "Link" ADD COLUMN "recipientSort" VARCHAR(160) NOT NULL DEFAULT '';
UPDATE "Link" SET "recipientSort" = left(btrim(folded("recipient")), 160);
CREATE INDEX "Link_recipientSort_id_idx" ON "Link"("recipientSort", "id");
