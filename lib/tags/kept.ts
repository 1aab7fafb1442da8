import "server-only";
import { db } from "@/lib/db";
import type { TagRow } from "@/lib/tags/schema";

const mostShown = 1_000;
/** More rows than this that folding would save, and a reader folds. */
const untidyLimit = 2_000;

/** Every tag in use with its images outside the trash, counted by the statements that changed them. */
export async function readTagTally(): Promise<TagRow[]> {
  const rows = await db().$queryRaw<(TagRow & { untidy: number })[]>`
    SELECT "tag", sum("count")::int AS "count", (sum(count(*) - 1) OVER ())::int AS "untidy"
    FROM "TagTally" GROUP BY "tag" ORDER BY 2 DESC, "tag" LIMIT ${mostShown}`;
  if ((rows[0]?.untidy ?? 0) > untidyLimit) await foldTagTally();
  return rows.filter(({ count }) => count > 0).map(({ tag, count }) => ({ tag, count }));
}

/** Replaces the rows by their sums, in one statement; one reader at a time, and nobody waits. */
export async function foldTagTally(): Promise<void> {
  await db().$executeRaw`
    WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(8120261125) AS "mine"),
    gone AS (DELETE FROM "TagTally" USING turn WHERE turn."mine" RETURNING "TagTally".*)
    INSERT INTO "TagTally" ("tag", "count")
    SELECT "tag", sum("count") FROM gone GROUP BY "tag" HAVING sum("count") <> 0`;
}
