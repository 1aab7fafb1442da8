-- Rotation as a drain: a key may be told to leave when its last link has ended, or be on its way out now.
ALTER TABLE "SigningKey"
    ADD COLUMN "leavesAt" TIMESTAMPTZ(3),
    ADD COLUMN "leavesById" UUID,
    ADD COLUMN "deletingAt" TIMESTAMPTZ(3);
CREATE INDEX "PastItem_keyId_handedAt_idx" ON "PastItem"("keyId", "handedAt");
