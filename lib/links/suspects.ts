import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { KnownVariants } from "@/lib/links/filter";

/** Statuses of links that cannot open, or need not: mostly few, so that they are found from what is to blame. */
export const suspicious = ["dead", "moot"] as const;
export type Suspicious = (typeof suspicious)[number];

/** Beyond these, links with the status are soon met in the order of the list. */
const most = 5000;

/**
 * The running links of which an item cannot open, or opens without them: the only ones that can be dead, or moot. Null
 * where they are more than a list of them is good for.
 */
export async function readSuspects(
  statuses: readonly Suspicious[],
  variants: KnownVariants,
  now: Date,
): Promise<string[] | null> {
  const rows = await db().$queryRaw<{ linkId: string }[]>(suspectsStatement(statuses, variants, now));
  return rows.length > most ? null : rows.map(({ linkId }) => linkId);
}

/** Each branch starts from an index of what is to blame; a test asserts that none reads all items. */
export function suspectsStatement(
  statuses: readonly Suspicious[],
  { ordinary, alwaysPublic }: KnownVariants,
  now: Date,
): Prisma.Sql {
  // OFFSET 0: what is to blame is mostly little, whatever the statistics think of it, and never worth reading all items.
  const itemsOf = (blame: Prisma.Sql, by: Prisma.Sql) => Prisma.sql`
    SELECT item."linkId" FROM (${blame}) blame(what) CROSS JOIN LATERAL (
      SELECT "linkId" FROM "LinkItem" WHERE ${by} = blame.what AND "expiresAt" > ${now.toISOString()}::timestamptz OFFSET 0
    ) item`;
  const image = Prisma.sql`"imageId"`;
  const variant = Prisma.sql`"variantId"`;
  const branches = {
    dead: [
      Prisma.sql`SELECT "linkId" FROM "LinkItem"
        WHERE "imageId" IS NULL AND "expiresAt" > ${now.toISOString()}::timestamptz`,
      // `lastSharedAt`: no other image is in a link, and the index holds only those.
      itemsOf(
        Prisma.sql`SELECT "id" FROM "Image"
          WHERE "lastSharedAt" IS NOT NULL AND ("goneAt" IS NOT NULL OR "trashedAt" IS NOT NULL)`,
        image,
      ),
      itemsOf(Prisma.sql`SELECT "id" FROM "SigningKey" WHERE "goneAt" IS NOT NULL`, Prisma.sql`"keyId"`),
      itemsOf(otherVariants([...ordinary, ...alwaysPublic]), variant),
    ],
    moot: [
      itemsOf(Prisma.sql`SELECT unnest(${alwaysPublic}::text[])`, variant),
      itemsOf(
        Prisma.sql`SELECT "id" FROM "Image" WHERE "lastSharedAt" IS NOT NULL AND NOT "requireSignedUrls"`,
        image,
      ),
    ],
  };
  const asked = statuses.flatMap((status) => branches[status]);
  return Prisma.sql`SELECT DISTINCT "linkId" FROM (${Prisma.join(asked, " UNION ALL ")}) blamed LIMIT ${most + 1}`;
}

/** The variants of items besides these, from one to the next in the index: they are few, and items are many. */
const otherVariants = (known: string[]) => Prisma.sql`
  WITH RECURSIVE used AS (
    (SELECT "variantId" FROM "LinkItem" ORDER BY "variantId" LIMIT 1)
    UNION ALL
    SELECT (SELECT next."variantId" FROM "LinkItem" next WHERE next."variantId" > used."variantId"
      ORDER BY next."variantId" LIMIT 1)
    FROM used WHERE used."variantId" IS NOT NULL
  ) SELECT "variantId" FROM used WHERE "variantId" <> ALL(${known}::text[])`;
