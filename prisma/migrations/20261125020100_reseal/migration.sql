-- Re-sealing: a private image gets a new address and the old one is deleted, step by step, whatever breaks between.
CREATE TYPE "ResealStep" AS ENUM ('copying', 'checking', 'swapped', 'deleted', 'done', 'clearing', 'failed');

CREATE TABLE "Reseal" (
    "id" UUID NOT NULL,
    "imageId" UUID NOT NULL,
    "activeFor" UUID,
    "imageName" VARCHAR(255) NOT NULL,
    "step" "ResealStep" NOT NULL DEFAULT 'copying',
    "oldCloudflareId" VARCHAR(1024) NOT NULL,
    "newCloudflareId" VARCHAR(1024),
    "sha256" BYTEA,
    "askedAt" TIMESTAMPTZ(3),
    "stopLinks" UUID[],
    "reissued" INTEGER NOT NULL DEFAULT 0,
    "failure" VARCHAR(300),
    "answer" VARCHAR(20),
    "measuredAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "startedById" UUID NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Reseal_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Reseal_activeFor_key" ON "Reseal"("activeFor");
CREATE INDEX "Reseal_dueAt_idx" ON "Reseal"("dueAt");
CREATE INDEX "Reseal_imageId_startedAt_idx" ON "Reseal"("imageId", "startedAt" DESC);
CREATE INDEX "Reseal_oldCloudflareId_idx" ON "Reseal"("oldCloudflareId");

CREATE TABLE "PastItem" (
    "id" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "imageId" UUID,
    "imageName" VARCHAR(255) NOT NULL,
    "cloudflareId" VARCHAR(1024) NOT NULL,
    "variantId" VARCHAR(99) NOT NULL,
    "expiresAt" TIMESTAMPTZ(0) NOT NULL,
    "signatureHash" BYTEA,
    "keyId" UUID,
    "itemId" UUID,
    "pastAt" TIMESTAMPTZ(3) NOT NULL,
    "handedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PastItem_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "PastItem_signatureHash_idx" ON "PastItem"("signatureHash");
CREATE INDEX "PastItem_linkId_idx" ON "PastItem"("linkId");
CREATE INDEX "PastItem_cloudflareId_idx" ON "PastItem"("cloudflareId");
CREATE INDEX "PastItem_itemId_idx" ON "PastItem"("itemId");
