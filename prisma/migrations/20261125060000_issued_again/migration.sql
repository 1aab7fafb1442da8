-- The entry that was issued in the place of this one, so that nothing is issued again twice by mistake.
ALTER TABLE "Link" ADD COLUMN "reissuedAsId" UUID;
