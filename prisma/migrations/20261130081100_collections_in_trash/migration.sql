-- How many members of a collection lie in the trash: what statements added or took away. Rows are only added, so that
-- nobody who moves images to the trash waits for a collection; lib/collections/shown.ts sums and folds them.
CREATE TABLE "CollectionTrash" (
    "id" BIGSERIAL NOT NULL,
    "collectionId" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    CONSTRAINT "CollectionTrash_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "CollectionTrash_collectionId_idx" ON "CollectionTrash"("collectionId");
ALTER TABLE "CollectionTrash" ADD CONSTRAINT "CollectionTrash_collectionId_fkey"
  FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION collection_trash_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CollectionTrash" ("collectionId", "count")
  SELECT "collectionId", CASE WHEN TG_OP = 'UPDATE' AND NEW."trashedAt" IS NOT NULL THEN 1 ELSE -1 END
  FROM "CollectionImage" WHERE "imageId" = OLD."id";
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "Image_trashed_members" AFTER UPDATE ON "Image" FOR EACH ROW
  WHEN ((OLD."trashedAt" IS NULL) <> (NEW."trashedAt" IS NULL)) EXECUTE FUNCTION collection_trash_image();
-- Before: afterwards its places are gone, too.
CREATE TRIGGER "Image_deleted_members" BEFORE DELETE ON "Image" FOR EACH ROW
  WHEN (OLD."trashedAt" IS NOT NULL) EXECUTE FUNCTION collection_trash_image();

-- A member whose image or collection goes at the same time is counted by that.
CREATE FUNCTION collection_trash_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CollectionTrash" ("collectionId", "count")
  SELECT changed."collectionId", CASE WHEN TG_OP = 'INSERT' THEN count(*) ELSE -count(*) END
  FROM changed
  JOIN "Image" image ON image."id" = changed."imageId" AND image."trashedAt" IS NOT NULL
  JOIN "Collection" collection ON collection."id" = changed."collectionId"
  GROUP BY changed."collectionId";
  RETURN NULL;
END $$;
CREATE TRIGGER "CollectionImage_added_trash" AFTER INSERT ON "CollectionImage" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION collection_trash_member();
CREATE TRIGGER "CollectionImage_taken_trash" AFTER DELETE ON "CollectionImage" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION collection_trash_member();

INSERT INTO "CollectionTrash" ("collectionId", "count")
SELECT member."collectionId", count(*) FROM "CollectionImage" member
JOIN "Image" image ON image."id" = member."imageId" AND image."trashedAt" IS NOT NULL
GROUP BY member."collectionId";
