import type { Client } from "pg";

/**
 * What the other screens list, beside a seeded library of `count` images: a ledger of three links for ten images, half
 * of them ended, to some thousands of people; one file in 500 stored twice; a collection of 10,000; a full trash;
 * eight saved views.
 */
export async function seedScreens(client: Client, count: number, ownerId: string) {
  // Rows as they stand, without what the triggers would do for each: the library is measured by now.
  await client.query("SET session_replication_role = replica");
  await client.query(
    `INSERT INTO "Contact" ("id", "name", "organisation", "identity", "searchText")
     SELECT gen_random_uuid(), 'Maria ' || n, 'Daily ' || n % 90, 'maria ' || n || E'\\ndaily ' || n % 90 || E'\\n', ' maria ' || n || ' daily ' || n % 90
     FROM generate_series(1, 6000) n`,
  );
  await client.query(
    `WITH made AS (
       INSERT INTO "Link" ("id", "purpose", "recipient", "contactId", "searchText", "endsAt", "revokedAt", "createdAt", "issuedById")
       SELECT gen_random_uuid(), CASE WHEN n % 30000 = 0 THEN 'Obituary' WHEN n % 3 = 0 THEN 'Review' ELSE 'Print' END || ' ' || n, contact."name", contact."id",
         CASE WHEN n % 30000 = 0 THEN ' obituary' WHEN n % 3 = 0 THEN ' review' ELSE ' print' END || ' ' || n || contact."searchText",
         now() + interval '1 minute' * (n % 40000 - 20000), CASE WHEN n % 50 = 0 THEN now() END,
         now() - interval '1 minute' * (n % 60000), $1::uuid
       FROM (SELECT *, row_number() OVER (ORDER BY "id") AS place FROM "Contact" WHERE "name" LIKE 'Maria %') contact
       JOIN generate_series(1, $2::int * 3 / 10) n ON place = 1 + n % 6000
       RETURNING "id", "endsAt"
     )
     INSERT INTO "LinkItem" ("id", "linkId", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt", "keyId")
     SELECT gen_random_uuid(), link."id", image."id", image."name", image."cloudflareId", 'public', link."endsAt", key."id"
     FROM (SELECT *, row_number() OVER () AS n FROM made) link
     JOIN "Image" image ON image."uploadKey" = 'bench-' || (link.n * 3)
     CROSS JOIN (SELECT "id" FROM "SigningKey" WHERE "goneAt" IS NULL LIMIT 1) key`,
    [ownerId, count],
  );
  await client.query(
    `UPDATE "Image" SET "trashedAt" = now(), "purgeAt" = now() + interval '1 minute' * (substr("uploadKey", 7)::int % 40000)
     WHERE "state" = 'ready' AND "uploadKey" IN (SELECT 'bench-' || n * 100 + 50 FROM generate_series(1, $1::int / 100) n)`,
    [count],
  );
  await client.query(
    `WITH made AS (
       INSERT INTO "Collection" ("id", "name", "folded", "images", "createdById")
       SELECT gen_random_uuid(), 'Season ' || n, 'season ' || n, CASE WHEN n = 1 THEN 10000 ELSE 100 END, $1::uuid FROM generate_series(1, 200) n
       RETURNING "id", "images"
     )
     INSERT INTO "CollectionImage" ("collectionId", "imageId", "place")
     SELECT made."id", image."id", n FROM made CROSS JOIN LATERAL generate_series(1, made."images") n
     JOIN "Image" image ON image."uploadKey" = 'bench-' || n * 7`,
    [ownerId],
  );
  await client.query(
    `WITH twin AS (
       UPDATE "Image" SET "sha256" = sha256((substr("uploadKey", 7)::int / 500)::text::bytea)
       WHERE "uploadKey" IN (SELECT 'bench-' || n * 500 + side FROM generate_series(1, $1::int / 500 - 1) n, (VALUES (1), (2)) row(side))
       RETURNING "sha256"
     ) INSERT INTO "RepeatedFile" SELECT DISTINCT "sha256" FROM twin`,
    [count],
  );
  const views = [
    "beach",
    "beach harbour",
    "tag:press is:open",
    "ends:<7d",
    "has:links",
    "shared:never",
    "size:>5mb",
    "is:sealed",
  ];
  await client.query(
    `INSERT INTO "SavedView" ("id", "name", "folded", "question", "sort", "layout", "ownerId")
     SELECT gen_random_uuid(), question, question, question, 'newest', 'grid', $1::uuid FROM unnest($2::text[]) question`,
    [ownerId, views],
  );
  await client.query("SET session_replication_role = origin");
  await client.query("VACUUM ANALYZE");
}
