-- Which running links open nothing, or nothing but what is public, is asked from the few images that are to blame.
CREATE INDEX "Image_blamed" ON "Image" ("id")
  WHERE "lastSharedAt" IS NOT NULL AND ("goneAt" IS NOT NULL OR "trashedAt" IS NOT NULL);
CREATE INDEX "Image_public" ON "Image" ("id") WHERE "lastSharedAt" IS NOT NULL AND NOT "requireSignedUrls";
