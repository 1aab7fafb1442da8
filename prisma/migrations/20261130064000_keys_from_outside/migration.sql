-- A key that came or went without anybody here asking is kept as such until somebody says why. Keys that are known
-- already are nobody's news.
ALTER TABLE "SigningKey"
  ADD COLUMN "foundAt" TIMESTAMPTZ(3),
  ADD COLUMN "vanishedAt" TIMESTAMPTZ(3),
  ADD COLUMN "lostLinks" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "explainedAt" TIMESTAMPTZ(3),
  ADD COLUMN "explainedBy" VARCHAR(254),
  ADD COLUMN "explanation" VARCHAR(300) NOT NULL DEFAULT '',
  ADD COLUMN "revokes" UUID[] DEFAULT ARRAY[]::UUID[];

-- Other servers hold the key before in memory for a while after another one was chosen.
ALTER TABLE "Installation" ADD COLUMN "signingKeyAt" TIMESTAMPTZ(3);
