-- Since when Cloudflare says that it has no such image; what was told in words before is read out of them once.
ALTER TABLE "Image" ADD COLUMN "goneAt" TIMESTAMPTZ(3);
UPDATE "Image" SET "goneAt" = coalesce("checkedAt", "createdAt")
  WHERE "state" = 'ready' AND "failure" = 'Cloudflare no longer has this image. It was deleted outside Darkroom.';
