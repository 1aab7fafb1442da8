-- Collections and tags are found by any part of their name, however many there are.
CREATE INDEX "Collection_folded_trgm" ON "Collection" USING GIN ("folded" gin_trgm_ops);
CREATE INDEX "TagTally_tag_trgm" ON "TagTally" USING GIN ("tag" gin_trgm_ops);
