import "server-only";
import { db } from "@/lib/db";
import { freshSince } from "@/lib/exposure/rules";
import type { ExposureColumns } from "@/lib/exposure/schema";
import { Prisma } from "@/lib/generated/prisma/client";

/** Images that the exposure rule and the home screen cannot tell apart. */
export type KeptGroup = Pick<ExposureColumns, "state" | "requireSignedUrls" | "probe"> & {
  changing: boolean;
  stuck: boolean;
  trashed: boolean;
  failure: string | null;
  /** When the longest unheard of them was last heard of; at most a minute older than true. Null: never. */
  oldest: Date | null;
  count: number;
};

type Row = KeptGroup & { newest: Date | null; untidy: number };

/** More rows than this that folding would save, and a reader folds. */
const untidyLimit = 400;

/**
 * Every image counted, from the kept tally: fresh and stale readings apart. Where one minute's readings are both,
 * those few images are looked at, so that the answer is exact.
 */
export async function readKept(now: Date): Promise<KeptGroup[]> {
  const since = freshSince(now);
  const text = since.toISOString();
  const sums = await db().$queryRaw<Row[]>`
    SELECT "state"::text AS "state", "requireSignedUrls", "probe"::text AS "probe", "changing", "stuck", "trashed", "failure",
      min("oldest") FILTER (WHERE "count" <> 0) AS "oldest", max("newest") FILTER (WHERE "count" <> 0) AS "newest",
      sum("count")::int AS "count", sum("rows" - 1)::int AS "untidy"
    FROM (
      SELECT "state", "requireSignedUrls", "probe", "changing", "stuck", "trashed", "failure", "checkedMinute",
        min("oldest") AS "oldest", max("newest") AS "newest", sum("count") AS "count", count(*) AS "rows"
      FROM "ImageTally" GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ) minute
    GROUP BY 1, 2, 3, 4, 5, 6, 7, "checkedMinute" IS NULL, "newest" < ${text}::timestamptz, "oldest" >= ${text}::timestamptz`;
  const rows = sums.filter(({ count }) => count !== 0);
  if (sums.reduce((sum, { untidy }) => sum + untidy, 0) > untidyLimit) await fold();
  const mixed = ({ oldest, newest }: Row) =>
    oldest !== null && newest !== null && oldest < since && newest >= since;
  const unsure = rows.filter(mixed);
  return [...rows.filter((row) => !mixed(row)), ...(unsure.length > 0 ? await lookAt(unsure, since) : [])];
}

/** The images of a minute in which some readings stopped counting just now, found by the time of their reading. */
async function lookAt(rows: Row[], since: Date): Promise<KeptGroup[]> {
  const ends = rows.flatMap(({ oldest, newest }) => [oldest?.getTime() ?? 0, newest?.getTime() ?? 0]);
  const [from, to] = [new Date(Math.min(...ends)), new Date(Math.max(...ends))];
  const of = Prisma.join(
    rows.map(
      (
        row,
      ) => Prisma.sql`("state" = ${row.state}::"ImageState" AND "requireSignedUrls" = ${row.requireSignedUrls}
        AND "probe" IS NOT DISTINCT FROM ${row.probe}::"ProbeVerdict"
        AND ("privacyPendingAt" IS NOT NULL) = ${row.changing}
        AND ("state" = 'deleting' AND "attempts" >= 2) = ${row.stuck}
        AND ("trashedAt" IS NOT NULL) = ${row.trashed}
        AND (CASE WHEN "state" = 'ready' THEN "failure" END) IS NOT DISTINCT FROM ${row.failure})`,
    ),
    " OR ",
  );
  return db().$queryRaw<KeptGroup[]>`
    SELECT "state"::text AS "state", "requireSignedUrls", "probe"::text AS "probe",
      "privacyPendingAt" IS NOT NULL AS "changing", "state" = 'deleting' AND "attempts" >= 2 AS "stuck",
      "trashedAt" IS NOT NULL AS "trashed",
      CASE WHEN "state" = 'ready' THEN "failure" END AS "failure",
      min("checkedAt") AS "oldest", count(*)::int AS "count"
    FROM "Image"
    WHERE "checkedAt" >= ${from.toISOString()}::timestamptz AND "checkedAt" <= ${to.toISOString()}::timestamptz
      AND (${of})
    GROUP BY 1, 2, 3, 4, 5, 6, 7, "checkedAt" < ${since.toISOString()}::timestamptz`;
}

/** Replaces the rows by their sums, in one statement; one reader at a time, and nobody waits. */
export async function fold(): Promise<void> {
  await db().$executeRaw`
    WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(8120261124) AS "mine"),
    gone AS (DELETE FROM "ImageTally" USING turn WHERE turn."mine" RETURNING "ImageTally".*)
    INSERT INTO "ImageTally" ("state", "requireSignedUrls", "probe", "changing", "stuck", "trashed", "failure", "checkedMinute", "oldest", "newest", "count")
    SELECT "state", "requireSignedUrls", "probe", "changing", "stuck", "trashed", "failure", "checkedMinute", min("oldest"), max("newest"), sum("count")
    FROM gone GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum("count") <> 0`;
}
