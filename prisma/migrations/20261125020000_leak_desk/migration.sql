-- The leak desk: genuine signatures that no ledger entry explains, and deleted keys kept for recognising links.
ALTER TABLE "SigningKey" ADD COLUMN "sealedValue" BYTEA;

CREATE TABLE "LeakAlarm" (
    "id" UUID NOT NULL,
    "signatureHash" BYTEA NOT NULL,
    "cloudflareId" VARCHAR(1024) NOT NULL,
    "imageName" VARCHAR(255) NOT NULL,
    "variantId" VARCHAR(99) NOT NULL,
    "endsAt" TIMESTAMPTZ(0),
    "keyId" UUID NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "foundBy" VARCHAR(120) NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedBy" VARCHAR(120),
    "reason" VARCHAR(300),

    CONSTRAINT "LeakAlarm_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "LeakAlarm_signatureHash_key" ON "LeakAlarm"("signatureHash");
CREATE INDEX "LeakAlarm_acknowledgedAt_foundAt_idx" ON "LeakAlarm"("acknowledgedAt", "foundAt" DESC);
CREATE INDEX "LinkItem_signatureHash_idx" ON "LinkItem"("signatureHash");

ALTER TABLE "LeakAlarm" ADD CONSTRAINT "LeakAlarm_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "SigningKey"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
