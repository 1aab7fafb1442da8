-- Views are kept of the ledger too; what was kept before are questions to the library. A name is taken for its kind.
CREATE TYPE "ViewKind" AS ENUM ('images', 'links');
ALTER TABLE "SavedView" ADD COLUMN "kind" "ViewKind" NOT NULL DEFAULT 'images';
DROP INDEX "SavedView_ownerId_folded_key";
CREATE UNIQUE INDEX "SavedView_ownerId_kind_folded_key" ON "SavedView"("ownerId", "kind", "folded");
