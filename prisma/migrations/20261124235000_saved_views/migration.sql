-- A question to the library that somebody keeps under a name, for themselves or for everybody.
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "folded" VARCHAR(160) NOT NULL,
    "question" VARCHAR(400) NOT NULL,
    "sort" VARCHAR(20) NOT NULL,
    "layout" VARCHAR(10) NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ownerId" UUID NOT NULL,
    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "SavedView_ownerId_folded_key" ON "SavedView"("ownerId", "folded");
CREATE INDEX "SavedView_shared_folded_idx" ON "SavedView"("shared", "folded");
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
