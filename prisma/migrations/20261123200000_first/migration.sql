-- Trigram search; every hosted Postgres we know of offers it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'editor', 'viewer');

-- CreateEnum
CREATE TYPE "ImageState" AS ENUM ('requested', 'pending', 'received', 'ready', 'failed', 'deleting');

-- CreateEnum
CREATE TYPE "LinkMode" AS ENUM ('direct', 'gated');

-- CreateEnum
CREATE TYPE "ProbeVerdict" AS ENUM ('refused', 'served', 'unreachable');

-- CreateTable
CREATE TABLE "Installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signingKey" VARCHAR(20) NOT NULL DEFAULT 'default',
    "syncStartedAt" TIMESTAMPTZ(3),
    "syncedAt" TIMESTAMPTZ(3),
    "syncCursor" TEXT,
    "syncError" TEXT,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "role" "Role" NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "disabledAt" TIMESTAMPTZ(3),
    "lastSignInAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInThrottle" (
    "key" VARCHAR(80) NOT NULL,
    "failures" INTEGER NOT NULL,
    "blockedUntil" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInThrottle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Image" (
    "id" UUID NOT NULL,
    "uploadKey" VARCHAR(80) NOT NULL,
    "cloudflareId" VARCHAR(1024),
    "state" "ImageState" NOT NULL,
    "requireSignedUrls" BOOLEAN NOT NULL,
    "privacyPendingAt" TIMESTAMPTZ(3),
    "name" VARCHAR(255) NOT NULL,
    "fileName" VARCHAR(255) NOT NULL,
    "altText" VARCHAR(1000) NOT NULL DEFAULT '',
    "tags" TEXT[],
    "searchText" TEXT NOT NULL,
    "mimeType" VARCHAR(80),
    "bytes" INTEGER,
    "width" INTEGER,
    "height" INTEGER,
    "sha256" BYTEA,
    "hasLocation" BOOLEAN,
    "placeholder" VARCHAR(4000),
    "failure" VARCHAR(300),
    "uploadExpiresAt" TIMESTAMPTZ(3),
    "checkedAt" TIMESTAMPTZ(3),
    "probedAt" TIMESTAMPTZ(3),
    "probe" "ProbeVerdict",
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readyAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "uploadedById" UUID NOT NULL,

    CONSTRAINT "Image_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Variant" (
    "id" VARCHAR(99) NOT NULL,
    "fit" VARCHAR(20) NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "metadata" VARCHAR(20) NOT NULL,
    "alwaysPublic" BOOLEAN NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Variant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "id" UUID NOT NULL,
    "name" VARCHAR(20) NOT NULL,
    "fingerprint" VARCHAR(64) NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "goneAt" TIMESTAMPTZ(3),

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Link" (
    "id" UUID NOT NULL,
    "mode" "LinkMode" NOT NULL DEFAULT 'direct',
    "purpose" VARCHAR(120) NOT NULL,
    "recipient" VARCHAR(200) NOT NULL,
    "note" VARCHAR(1000) NOT NULL DEFAULT '',
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "issuedById" UUID NOT NULL,

    CONSTRAINT "Link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LinkItem" (
    "id" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "imageId" UUID,
    "imageName" VARCHAR(255) NOT NULL,
    "cloudflareId" VARCHAR(1024) NOT NULL,
    "variantId" VARCHAR(99) NOT NULL,
    "expiresAt" TIMESTAMPTZ(0) NOT NULL,
    "signatureHash" BYTEA NOT NULL,
    "keyId" UUID NOT NULL,

    CONSTRAINT "LinkItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" VARCHAR(60) NOT NULL,
    "actorId" UUID,
    "actorName" VARCHAR(254) NOT NULL,
    "subjectType" VARCHAR(30) NOT NULL,
    "subjectId" VARCHAR(1024) NOT NULL,
    "subjectName" VARCHAR(255) NOT NULL,
    "details" JSONB NOT NULL,
    "address" VARCHAR(64) NOT NULL,
    "client" VARCHAR(255) NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_createdAt_idx" ON "Invitation"("createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Image_uploadKey_key" ON "Image"("uploadKey");

-- CreateIndex
CREATE UNIQUE INDEX "Image_cloudflareId_key" ON "Image"("cloudflareId");

-- CreateIndex
CREATE INDEX "Image_createdAt_id_idx" ON "Image"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Image_state_requireSignedUrls_createdAt_id_idx" ON "Image"("state", "requireSignedUrls", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Image_uploadedById_createdAt_idx" ON "Image"("uploadedById", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Image_dueAt_idx" ON "Image"("dueAt");

-- CreateIndex
CREATE INDEX "Image_sha256_idx" ON "Image"("sha256");

-- CreateIndex
CREATE INDEX "Image_tags_idx" ON "Image" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "Image_searchText_trgm" ON "Image" USING GIN ("searchText" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "SigningKey_name_fingerprint_key" ON "SigningKey"("name", "fingerprint");

-- CreateIndex
CREATE INDEX "Link_createdAt_id_idx" ON "Link"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Link_issuedById_endsAt_idx" ON "Link"("issuedById", "endsAt");

-- CreateIndex
CREATE INDEX "Link_endsAt_idx" ON "Link"("endsAt");

-- CreateIndex
CREATE INDEX "LinkItem_linkId_idx" ON "LinkItem"("linkId");

-- CreateIndex
CREATE INDEX "LinkItem_imageId_expiresAt_idx" ON "LinkItem"("imageId", "expiresAt");

-- CreateIndex
CREATE INDEX "LinkItem_keyId_expiresAt_idx" ON "LinkItem"("keyId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "LinkItem_cloudflareId_variantId_expiresAt_keyId_key" ON "LinkItem"("cloudflareId", "variantId", "expiresAt", "keyId");

-- CreateIndex
CREATE INDEX "AuditEvent_at_id_idx" ON "AuditEvent"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEvent_subjectType_subjectId_id_idx" ON "AuditEvent"("subjectType", "subjectId", "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEvent_actorId_id_idx" ON "AuditEvent"("actorId", "id" DESC);

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Image" ADD CONSTRAINT "Image_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_issuedById_fkey" FOREIGN KEY ("issuedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkItem" ADD CONSTRAINT "LinkItem_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkItem" ADD CONSTRAINT "LinkItem_imageId_fkey" FOREIGN KEY ("imageId") REFERENCES "Image"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkItem" ADD CONSTRAINT "LinkItem_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "SigningKey"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- One installation, so that the owner's account is created once.
ALTER TABLE "Installation" ADD CONSTRAINT "Installation_one" CHECK ("id" = 1);

-- Audit events are append-only, whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- States only move forward, whatever the code believes.
CREATE FUNCTION image_state_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" IS DISTINCT FROM OLD."state" AND NOT (CASE OLD."state"
      WHEN 'requested' THEN NEW."state" IN ('pending', 'received', 'failed', 'deleting')
      WHEN 'pending' THEN NEW."state" IN ('received', 'ready', 'failed', 'deleting')
      WHEN 'received' THEN NEW."state" IN ('ready', 'failed', 'deleting')
      WHEN 'ready' THEN NEW."state" = 'deleting'
      WHEN 'failed' THEN NEW."state" = 'deleting'
      ELSE false END) THEN
    RAISE EXCEPTION 'image % cannot go from % to %', OLD."id", OLD."state", NEW."state" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Image_state_forward" BEFORE UPDATE OF "state" ON "Image"
  FOR EACH ROW EXECUTE FUNCTION image_state_forward();
