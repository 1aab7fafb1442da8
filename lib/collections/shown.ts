import "server-only";
import type { Tx } from "@/lib/db";

/** More rows than this, and a reader replaces them by their sum. */
const untidyLimit = 200;

/** How many of a collection's images are outside the trash: from what is kept, without looking at them. */
export async function countShown(tx: Tx, collectionId: string): Promise<number> {
  const [kept] = await tx.$queryRaw<{ shown: number; rows: number }[]>`
    SELECT (collection."images" - COALESCE(sum(trash."count"), 0))::int AS "shown", count(trash."id")::int AS "rows"
    FROM "Collection" collection LEFT JOIN "CollectionTrash" trash ON trash."collectionId" = collection."id"
    WHERE collection."id" = ${collectionId}::uuid GROUP BY collection."id"`;
  if ((kept?.rows ?? 0) > untidyLimit) await fold(tx, collectionId);
  return kept?.shown ?? 0;
}

/** In one statement; rows that come meanwhile are left to the next reader. */
const fold = (tx: Tx, collectionId: string) => tx.$executeRaw`
  WITH gone AS (DELETE FROM "CollectionTrash" WHERE "collectionId" = ${collectionId}::uuid RETURNING "count")
  INSERT INTO "CollectionTrash" ("collectionId", "count")
  SELECT ${collectionId}::uuid, sum("count") FROM gone HAVING sum("count") <> 0`;
