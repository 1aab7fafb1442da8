import type { Client } from "pg";

/** Said twice below: as SQL they are one array. */
const words =
  "harbour sunset portrait launch detail studio autumn winter garden street night morning window market bridge station poster product shoe jacket chair lamp table glass ceramic forest river coast meadow skyline crowd stage concert rehearsal backstage interview panel award gala press cover spread double page proof final draft outtake close wide aerial macro texture pattern shadow mirror neon rain snow fog storm".split(
    " ",
  );
const tags = [
  "press",
  "launch",
  "internal",
  "autumn",
  "archive",
  "cover",
  "product",
  "people",
  "places",
  "draft",
];

/**
 * A library of `count` images as one grows: a few words and tags are everywhere and most are rare, a tenth is public,
 * one in sixteen was shared. The same rows for the same count.
 */
export async function seedLibrary(
  client: Client,
  count: number,
  uploaderIds: string[],
  cloudflareIds: string[],
) {
  await client.query("SELECT setseed(0.42)");
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename = 'Image' AND indexdef NOT LIKE '%UNIQUE%'`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
  await client.query(
    `INSERT INTO "Image" ("id", "uploadKey", "cloudflareId", "state", "requireSignedUrls", "name", "fileName", "altText",
       "tags", "searchText", "sortName", "mimeType", "bytes", "width", "height", "hasLocation", "placeholder",
       "checkedAt", "probedAt", "probe", "readyAt", "createdAt", "uploadedById")
     SELECT gen_random_uuid(), 'bench-' || n, 'bench-' || n,
       (CASE WHEN n % 97 = 0 THEN 'failed' ELSE 'ready' END)::"ImageState", n % 10 <> 0,
       title || ' ' || n, title || ' ' || n || '.jpg', CASE WHEN n % 3 = 0 THEN '' ELSE 'A picture of ' || title END,
       labels, ' ' || title || ' ' || n || ' jpg ' || array_to_string(labels, ' ') || CASE WHEN n % 3 = 0 THEN '' ELSE ' a picture of ' || title END,
       title || ' ' || lpad(n::text, 10, '0'),
       CASE WHEN n % 7 = 0 THEN 'image/png' WHEN n % 1999 = 0 THEN 'image/gif' ELSE 'image/jpeg' END,
       (power(r1, 3) * 9000000)::int + 2000, 640 + (r2 * 5000)::int, 480 + (r1 * 4000)::int, n % 50 = 0,
       'data:image/webp;base64,' || repeat('A', 280),
       now() - interval '2 minutes', now() - interval '2 minutes', (CASE WHEN n % 10 = 0 THEN 'served' ELSE 'refused' END)::"ProbeVerdict",
       now(), now() - (n || ' minutes')::interval / 2, $3::uuid[][1 + (power(r2, 2) * array_length($3::uuid[], 1))::int % array_length($3::uuid[], 1)]
     FROM (
       SELECT n, r1, r2, words[1 + floor(power(r1, 2) * array_length(words, 1))::int] || ' ' || words[1 + floor(r2 * array_length(words, 1))::int]
           || CASE WHEN n % 21 < 2 THEN ' beach' ELSE '' END || CASE WHEN n % 90909 = 0 THEN ' zebrafish' ELSE '' END AS title,
         CASE WHEN n % 2 = 0 THEN ARRAY[tags[1 + floor(power(r1, 3) * array_length(tags, 1))::int]] WHEN n % 5 = 0 THEN ARRAY['campaign ' || n % 400] ELSE '{}' END AS labels
       FROM (SELECT n, random() AS r1, random() AS r2, $1::text[] AS words, $2::text[] AS tags FROM generate_series(1, $4::int) n) drawn
     ) titled`.replace("$3::uuid[][", "($3::uuid[])["),
    [words, tags, uploaderIds, count],
  );
  // The newest are pictures that the delivery host really has.
  await client.query(
    `UPDATE "Image" SET "cloudflareId" = given.id, "width" = 1200, "height" = 900, "state" = 'ready'
     FROM unnest($1::text[]) WITH ORDINALITY AS given(id, n) WHERE "uploadKey" = 'bench-' || given.n AND "state" = 'ready'`,
    [cloudflareIds],
  );
  await client.query(
    `INSERT INTO "Link" ("id", "purpose", "recipient", "searchText", "endsAt", "createdAt", "issuedById")
     SELECT gen_random_uuid(), 'Review ' || n, 'Recipient ' || n % 4000, ' review ' || n || ' recipient ' || n % 4000,
       now() + interval '1 minute' * ((n % 40000) - 20000), now() - (n || ' minutes')::interval, $1::uuid
     FROM generate_series(1, $2::int / 16) n`,
    [uploaderIds[0], count],
  );
  for (const { definition } of indexes) await client.query(definition);
  await client.query("ANALYZE");
  await client.query(
    `INSERT INTO "LinkItem" ("id", "linkId", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt", "keyId")
     SELECT gen_random_uuid(), link."id", image."id", image."name", image."cloudflareId", 'public', link."endsAt", key."id"
     FROM (SELECT *, row_number() OVER (ORDER BY "createdAt" DESC) AS n FROM "Link") link
     JOIN "Image" image ON image."uploadKey" = 'bench-' || (link.n * 16 - 3)
     CROSS JOIN (SELECT "id" FROM "SigningKey" WHERE "goneAt" IS NULL LIMIT 1) key`,
  );
  await client.query("VACUUM ANALYZE");
}
