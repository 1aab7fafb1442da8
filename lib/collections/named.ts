import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import { searchPatterns } from "@/lib/images/search";

/** As many collections as a list shows, and one more is read to know that it was cut. */
export const mostShown = 500;

/** The names that fulfil a condition. */
export const namesStatement = (named: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT "id", "name", "images" FROM "Collection" WHERE ${named}
  ORDER BY "folded", "id" LIMIT ${mostShown + 1}`;

/** The condition that a collection's name has all these words, wherever they stand; null when nothing can match. */
export function namedLike(q: string): Prisma.Sql | null {
  const patterns = searchPatterns(q);
  if (!patterns) return q.trim() === "" ? Prisma.sql`TRUE` : null;
  // A name as it is compared has no space before its first word.
  const conditions = patterns.map((pattern) =>
    pattern.startsWith(" ")
      ? Prisma.sql`("folded" LIKE ${`${pattern.slice(1)}%`} OR "folded" LIKE ${`%${pattern}%`})`
      : Prisma.sql`"folded" LIKE ${`%${pattern}%`}`,
  );
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;
}
