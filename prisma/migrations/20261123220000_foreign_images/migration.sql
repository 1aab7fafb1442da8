-- Images at Cloudflare that Darkroom holds no row for, as the last complete pass over the account counted them.
ALTER TABLE "Installation" ADD COLUMN "foreignPrivate" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Installation" ADD COLUMN "foreignPublic" INTEGER NOT NULL DEFAULT 0;
