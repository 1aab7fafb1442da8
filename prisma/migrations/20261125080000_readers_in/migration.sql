-- A program that looks ahead of a reader is told beside the openings, and is none.
ALTER TABLE "LinkOpening" ADD COLUMN "preview" BOOLEAN NOT NULL DEFAULT false;

-- A link that is used up stays open for two hours to whoever was let in last, so being used up is read with the row.
DROP INDEX "Link_alive";
CREATE INDEX "Link_alive" ON "Link" ("id") INCLUDE ("usedUpAt") WHERE "revokedAt" IS NULL;
