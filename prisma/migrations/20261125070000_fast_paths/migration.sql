-- Whether a link can still open anything is asked of thousands at once: this answers without the links themselves.
CREATE INDEX "Link_alive" ON "Link" ("id") WHERE "revokedAt" IS NULL AND "usedUpAt" IS NULL;

-- One exposure by name. Names that begin alike share their tags too, so that walking over all names can take long.
CREATE INDEX "Image_standing_name" ON "Image" (
  image_standing("state", "requireSignedUrls", "privacyPendingAt", "checkedAt", "probe"), "sortName", "id");
