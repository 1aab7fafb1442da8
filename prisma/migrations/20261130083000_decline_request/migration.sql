-- A request for more time that was answered with no; `answeredAt` is set with it.
ALTER TABLE "LinkRequest" ADD COLUMN "declinedAt" TIMESTAMPTZ(3);
