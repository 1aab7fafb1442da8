import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { TagRow } from "@/lib/tags/schema";

/** More rows than this that folding would save, and a reader folds. */
const untidyLimit = 2_000;

export type TagQuestion = {
  /** A piece of the tag, from the beginning of one of its words where it has fewer than three characters. */
  q?: string;
  order?: "most" | "least";
  limit: number;
};

/** Tags in use with their images outside the trash, counted by the statements that changed them. */
export async function readTagTally({ q = "", order = "most", limit }: TagQuestion): Promise<TagRow[]> {
  const rows = await db().$queryRaw<(TagRow & { untidy: number })[]>(tallyStatement({ q, order, limit }));
  if (q === "" && (rows[0]?.untidy ?? 0) > untidyLimit) await foldTagTally();
  return rows.map(({ tag, count }) => ({ tag, count }));
}

/** The statement of `readTagTally`: with words it reads their rows by an index, and else all of them. */
export function tallyStatement({ q, order, limit }: Required<TagQuestion>): Prisma.Sql {
  const piece = q
    .trim()
    .toLowerCase()
    .replace(/[%_\\]/g, "\\$&");
  const asked =
    piece === ""
      ? Prisma.sql`TRUE`
      : [...piece].length < 3
        ? Prisma.sql`("tag" LIKE ${`${piece}%`} OR "tag" LIKE ${`% ${piece}%`})`
        : Prisma.sql`"tag" LIKE ${`%${piece}%`}`;
  return Prisma.sql`
    WITH summed AS (
      SELECT "tag", sum("count")::int AS "count", count(*) - 1 AS "spare" FROM "TagTally" WHERE ${asked} GROUP BY "tag")
    SELECT "tag", "count", (SELECT sum("spare") FROM summed)::int AS "untidy" FROM summed WHERE "count" > 0
    ORDER BY "count" ${order === "most" ? Prisma.sql`DESC` : Prisma.sql`ASC`}, "tag" LIMIT ${limit}`;
}

/** Replaces the rows by their sums, in one statement; one reader at a time, and nobody waits. */
export async function foldTagTally(): Promise<void> {
  await db().$executeRaw`
    WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(8120261125) AS "mine"),
    gone AS (DELETE FROM "TagTally" USING turn WHERE turn."mine" RETURNING "TagTally".*)
    INSERT INTO "TagTally" ("tag", "count")
    SELECT "tag", sum("count") FROM gone GROUP BY "tag" HAVING sum("count") <> 0`;
}
