import "server-only";
import { db } from "@/lib/db";
import { countExposures, type ExposureGroup, groupColumns } from "@/lib/exposure/groups";
import type { AccountFacts, Exposure } from "@/lib/exposure/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { ImageCount } from "@/lib/images/schema";

/** Counting stops here: an exact count of a million rows costs more than the page. */
export const countCap = 1000;

type Counted = ImageCount & { byExposure: Record<Exposure, number> | null };

/** How many images match, and how many of each exposure; both only while there are not too many to count. */
export async function countMatches(
  condition: Prisma.Sql,
  account: AccountFacts,
  now: Date,
): Promise<Counted> {
  const groups = await db().$queryRaw<ExposureGroup[]>`
    SELECT "state", "requireSignedUrls", "probe", "changing", "fresh", count(*)::int AS "count"
    FROM (SELECT ${groupColumns(now)} FROM "Image" image WHERE ${condition} LIMIT ${countCap + 1}) found
    GROUP BY 1, 2, 3, 4, 5`;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const capped = total > countCap;
  return {
    total: Math.min(total, countCap),
    capped,
    about: capped ? await estimate(condition) : null,
    byExposure: capped ? null : countExposures(groups, account, now),
  };
}

/** What the database expects from its statistics, in two figures; null when that is less than was counted. */
async function estimate(condition: Prisma.Sql): Promise<number | null> {
  const [row] = await db().$queryRaw<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }[]>`
    EXPLAIN (FORMAT JSON) SELECT 1 FROM "Image" image WHERE ${condition}`;
  const rows = row?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, rows))) - 1);
  const rounded = Math.round(rows / size) * size;
  return rounded > countCap ? rounded : null;
}
