-- Contacts: whoever was given a link becomes one.
CREATE TABLE "Contact" (
    "id" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "organisation" VARCHAR(200) NOT NULL DEFAULT '',
    "address" VARCHAR(254) NOT NULL DEFAULT '',
    "identity" VARCHAR(700) NOT NULL,
    "searchText" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID,
    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Contact_identity_key" ON "Contact"("identity");
CREATE INDEX "Contact_searchText_trgm" ON "Contact" USING GIN ("searchText" gin_trgm_ops);
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Link"
    ADD COLUMN "contactId" UUID,
    ADD COLUMN "startsAt" TIMESTAMPTZ(3),
    ADD COLUMN "revokedById" UUID,
    ADD COLUMN "revokeReason" VARCHAR(300) NOT NULL DEFAULT '',
    ADD COLUMN "tokenHash" BYTEA,
    ADD COLUMN "pausedAt" TIMESTAMPTZ(3),
    ADD COLUMN "maxOpens" INTEGER,
    ADD COLUMN "opens" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "lastOpenedAt" TIMESTAMPTZ(3),
    ADD COLUMN "usedUpAt" TIMESTAMPTZ(3),
    ADD COLUMN "passwordHash" VARCHAR(200),
    ADD COLUMN "message" VARCHAR(1000) NOT NULL DEFAULT '',
    ADD COLUMN "terms" VARCHAR(4000) NOT NULL DEFAULT '',
    ADD COLUMN "allowDownload" BOOLEAN NOT NULL DEFAULT false;

INSERT INTO "Contact" ("id", "name", "identity", "searchText", "createdAt")
SELECT gen_random_uuid(), min("recipient"), lower("recipient") || E'\n\n', ' ' || lower(min("recipient")), min("createdAt")
FROM "Link" GROUP BY lower("recipient");
UPDATE "Link" SET "contactId" = "Contact"."id" FROM "Contact" WHERE "Contact"."identity" = lower("recipient") || E'\n\n';

CREATE UNIQUE INDEX "Link_tokenHash_key" ON "Link"("tokenHash");
CREATE INDEX "Link_contactId_endsAt_idx" ON "Link"("contactId", "endsAt");
ALTER TABLE "Link" ADD CONSTRAINT "Link_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Link" ADD CONSTRAINT "Link_revokedById_fkey" FOREIGN KEY ("revokedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- An item of a gated link has neither key nor signature.
ALTER TABLE "LinkItem"
    ALTER COLUMN "keyId" DROP NOT NULL,
    ALTER COLUMN "signatureHash" DROP NOT NULL,
    ADD COLUMN "position" INTEGER NOT NULL DEFAULT 1;
DROP INDEX "LinkItem_linkId_idx";
CREATE UNIQUE INDEX "LinkItem_linkId_position_key" ON "LinkItem"("linkId", "position");

CREATE TABLE "LinkOpening" (
    "id" BIGSERIAL NOT NULL,
    "linkId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "client" VARCHAR(60) NOT NULL,
    "visitHash" BYTEA,
    CONSTRAINT "LinkOpening_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "LinkOpening_visitHash_key" ON "LinkOpening"("visitHash");
CREATE INDEX "LinkOpening_linkId_id_idx" ON "LinkOpening"("linkId", "id" DESC);
ALTER TABLE "LinkOpening" ADD CONSTRAINT "LinkOpening_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "LinkRequest" (
    "id" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "message" VARCHAR(500) NOT NULL DEFAULT '',
    "answeredAt" TIMESTAMPTZ(3),
    CONSTRAINT "LinkRequest_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "LinkRequest_linkId_at_idx" ON "LinkRequest"("linkId", "at" DESC);
CREATE INDEX "LinkRequest_answeredAt_at_idx" ON "LinkRequest"("answeredAt", "at" DESC);
ALTER TABLE "LinkRequest" ADD CONSTRAINT "LinkRequest_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link"("id") ON DELETE CASCADE ON UPDATE CASCADE;
