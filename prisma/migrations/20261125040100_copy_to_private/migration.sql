-- The same steps bring an image under an id of somebody's choosing to one of Cloudflare's own, which can be private.
CREATE TYPE "ResealKind" AS ENUM ('reseal', 'copy');
ALTER TABLE "Reseal"
  ADD COLUMN "kind" "ResealKind" NOT NULL DEFAULT 'reseal',
  ADD COLUMN "keepOld" BOOLEAN NOT NULL DEFAULT false;
