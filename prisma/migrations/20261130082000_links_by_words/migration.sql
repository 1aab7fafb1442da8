-- Chinese and Japanese write no spaces: each character is a word, as lib/images/search.ts has it. Nothing is no text.
CREATE OR REPLACE FUNCTION folded(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT COALESCE(NULLIF(' ' || btrim(regexp_replace(regexp_replace(translate(replace(replace(replace(replace(
    lower(regexp_replace(normalize(text, NFKD), '[\u0300-\u036f\u3099\u309a]', '', 'g')),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øłđðıς', 'olddiσ'),
    '[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]',
    ' \& ', 'g'), '[[:space:][:punct:]]+', ' ', 'g')), ' '), '')
$$;

-- What a link is found by has a line for each thing that may change apart from the rest (lib/links/words.ts).
CREATE FUNCTION with_line(text text, line int, words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_string(lines[:line - 1] || words || lines[line + 1:], E'\n')
  FROM (SELECT string_to_array(text, E'\n') AS lines) cut
$$;

DROP INDEX "Link_searchText_trgm";
UPDATE "Link" link SET "searchText" = concat_ws(E'\n',
  folded(link."purpose" || ' ' || link."recipient" || ' ' || link."note"),
  COALESCE((SELECT contact."searchText" FROM "Contact" contact WHERE contact."id" = link."contactId"), ''),
  COALESCE((
    SELECT string_agg(CASE WHEN shown."again" THEN '' ELSE folded(shown."name") END, E'\n' ORDER BY shown."position")
    FROM (
      SELECT item."position", COALESCE(image."name", item."imageName") AS "name",
        row_number() OVER (PARTITION BY item."cloudflareId" ORDER BY item."position") > 1 AS "again"
      FROM "LinkItem" item LEFT JOIN "Image" image ON image."id" = item."imageId"
      WHERE item."linkId" = link."id"
    ) shown
  ), ''));
CREATE INDEX "Link_searchText_trgm" ON "Link" USING GIN ("searchText" gin_trgm_ops);

CREATE FUNCTION contact_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Link" SET "searchText" = with_line("searchText", 2, NEW."searchText") WHERE "contactId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "Contact_changed" AFTER UPDATE OF "searchText" ON "Contact" FOR EACH ROW
  WHEN (OLD."searchText" IS DISTINCT FROM NEW."searchText") EXECUTE FUNCTION contact_changed();

-- Few links may show a variant, and what became of it is asked of those that run.
CREATE INDEX "LinkItem_variantId_expiresAt_idx" ON "LinkItem"("variantId", "expiresAt");

-- A view of the ledger kept the ledger's address, one parameter for each filter. It is one question now.
CREATE FUNCTION decoded(text text) RETURNS text LANGUAGE sql AS $$
  SELECT COALESCE(convert_from(decode(string_agg(CASE WHEN found[1] ~ '^%[0-9A-Fa-f]{2}$' THEN substr(found[1], 2)
    ELSE encode(convert_to(found[1], 'UTF8'), 'hex') END, '' ORDER BY at), 'hex'), 'UTF8'), '')
  FROM regexp_matches(replace(text, '+', ' '), '%[0-9A-Fa-f]{2}|.', 'g') WITH ORDINALITY AS piece(found, at)
$$;
CREATE FUNCTION asked(name text, value text) RETURNS text LANGUAGE sql AS $$
  SELECT CASE name
    WHEN 'q' THEN (
      SELECT string_agg(CASE WHEN word ~ '^[^[:space:]"\\:-][^[:space:]"\\:]*$' THEN word
        ELSE '"' || regexp_replace(word, '(["\\])', '\\\1', 'g') || '"' END, ' ' ORDER BY at)
      FROM regexp_split_to_table(btrim(value), '[[:space:]]+') WITH ORDINALITY AS term(word, at) WHERE word <> '')
    WHEN 'key' THEN 'is:open key:' || value
    WHEN 'asks' THEN 'is:asking'
    WHEN 'before' THEN 'ends:<' || (value::date + 1)
    WHEN 'status' THEN 'status:' || value
    WHEN 'mode' THEN 'mode:' || value
    WHEN 'by' THEN 'by:' || value
    WHEN 'to' THEN 'to:' || value
    WHEN 'image' THEN 'image:' || value
  END
$$;
UPDATE "SavedView" SET "question" = left(COALESCE((
  SELECT string_agg(asked(split_part(pair, '=', 1), decoded(substr(pair, position('=' IN pair) + 1))), ' ' ORDER BY at)
  FROM regexp_split_to_table("question", '&') WITH ORDINALITY AS part(pair, at)), ''), 400)
WHERE "kind" = 'links';
DROP FUNCTION decoded(text);
DROP FUNCTION asked(text, text);
