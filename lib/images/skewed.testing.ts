import { db } from "@/lib/db";

export const rows = 24_000;
const slice = 3_000;

/** Skewed as a library is: one word in ten names, one in two of them all, a tenth public, few rare things. */
export async function seedSkewed(uploaderId: string, keyId: string): Promise<void> {
  const size = { fit: "cover", width: 9, height: 9, metadata: "none" };
  await db().variant.create({ data: { id: "hero", ...size, alwaysPublic: false, checkedAt: new Date() } });
  for (let from = 1; from <= rows; from += slice)
    await db().$executeRaw`
    INSERT INTO "Image" ("id", "uploadKey", "cloudflareId", "state", "requireSignedUrls", "name", "fileName", "altText", "tags",
      "searchText", "sortName", "mimeType", "bytes", "width", "height", "hasLocation", "checkedAt", "createdAt",
      "lastSharedAt", "uploadedById", "probe", "sha256")
    SELECT gen_random_uuid(), 'k' || n,
      CASE WHEN n % 4000 = 0 THEN 'shop/' || n ELSE md5(n::text)::uuid::text END, (CASE WHEN n % 400 = 0 THEN 'failed' ELSE 'ready' END)::"ImageState", n % 10 <> 0,
      'n', 'n', CASE WHEN n % 300 = 0 THEN '' ELSE 'alt' END,
      CASE WHEN n % 1000 = 0 THEN '{rare}' WHEN n % 3 = 0 THEN '{press}' ELSE '{}' END::text[],
      ' picture ' || n || CASE WHEN n % 10 = 0 THEN ' beach' ELSE '' END || ' ' || md5(n::text), ' picture ' || n,
      CASE WHEN n % 999 = 0 THEN 'image/gif' ELSE 'image/jpeg' END, n * 100, n % 4000, n % 3000, n % 500 = 0,
      now() - interval '1 minute', now() - (n || ' minutes')::interval,
      CASE WHEN n % 40 = 0 THEN now() - (n || ' hours')::interval END, ${uploaderId}::uuid, 'refused'::"ProbeVerdict",
      sha256(convert_to((n / 2)::text, 'UTF8'))
    FROM generate_series(${from}::int, ${from + slice - 1}::int) n`;
  await seedLinks(uploaderId, keyId);
  // What many statements wrote waits in a list beside the index until somebody tidies up.
  await db().$queryRaw`SELECT gin_clean_pending_list('"Image_words_trgm"'::regclass)::int AS "pages"`;
  for (const table of ["Image", "Link", "LinkItem"]) await db().$executeRawUnsafe(`ANALYZE "${table}"`);
}

/** A quarter of the images in a link each; few of those end within a day. */
async function seedLinks(issuerId: string, keyId: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "Link" ("id", "purpose", "recipient", "endsAt", "issuedById")
    SELECT gen_random_uuid(), n::text, 'Recipient', now() + interval '1 hour' * (n % 4000 - 1000), ${issuerId}::uuid
    FROM generate_series(1, ${rows / 4}::int) n`;
  await db().$executeRaw`
    INSERT INTO "LinkItem" ("id", "linkId", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt", "keyId")
    SELECT gen_random_uuid(), link."id", image."id", image."name", image."cloudflareId", 'hero', link."endsAt", ${keyId}::uuid
    FROM "Link" link JOIN "Image" image ON image."uploadKey" = 'k' || link."purpose"::int * 4`;
}
