-- A signature that a gated link forwarded to is known again at the leak desk, where it used to look like the work of
-- somebody with the key.
CREATE TABLE "LinkForward" (
    "signatureHash" BYTEA NOT NULL,
    "linkId" UUID NOT NULL,
    "cloudflareId" VARCHAR(1024) NOT NULL,
    "variantId" VARCHAR(99) NOT NULL,
    "expiresAt" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "LinkForward_pkey" PRIMARY KEY ("signatureHash", "linkId")
);
CREATE INDEX "LinkForward_expiresAt_idx" ON "LinkForward" ("expiresAt");
ALTER TABLE "LinkForward" ADD CONSTRAINT "LinkForward_linkId_fkey"
  FOREIGN KEY ("linkId") REFERENCES "Link" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
