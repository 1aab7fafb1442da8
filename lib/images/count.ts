import "server-only";
import { db } from "@/lib/db";
import { countExposures, type ExposureGroup, groupColumns } from "@/lib/exposure/groups";
import { type Exposure, exposures } from "@/lib/exposure/schema";
import { countLibrary } from "@/lib/exposure/tally";
import { Prisma } from "@/lib/generated/prisma/client";
import { type Asking, conditionOf } from "@/lib/images/conditions";
import { type Filter, isExposureFilter, type Part } from "@/lib/images/query-language";
import type { ImageCount } from "@/lib/images/schema";

/** Counting stops here: an exact count of a million rows costs more than the page. */
const countCap = 1000;

export type Counted = ImageCount & { byExposure: Record<Exposure, number> | null };

/**
 * How many images a question finds, and how many of each exposure what else it asks for: exact while there are not
 * too many to count, and at any size where only the exposure is asked for, from the kept tally.
 */
export async function countFound(
  parts: readonly Part[],
  asking: Asking,
  found: Prisma.Sql,
): Promise<Counted> {
  const asked = parts.filter(isExposureFilter);
  const others = parts.filter((part) => part.kind !== "unread" && !isExposureFilter(part));
  if (others.length === 0) {
    const byExposure = await countLibrary();
    return { ...exact(byExposure, asked), byExposure };
  }
  const wider = asked.length > 0 ? conditionOf(others, asking) : null;
  const words = parts.filter((part) => part.kind === "word" && !part.not).length;
  const [counted, facets] = await Promise.all([
    countMatches(found, asking, words),
    wider ? countMatches(wider, asking, words) : null,
  ]);
  return { ...counted, byExposure: (facets ?? counted).byExposure };
}

function exact(byExposure: Record<Exposure, number>, asked: Filter[]): ImageCount {
  const wanted = asked.filter((filter) => !filter.not).map(({ value }) => value);
  const excluded = asked.filter((filter) => filter.not).map(({ value }) => value);
  const counts = exposures
    .filter((exposure) => (wanted.length === 0 || wanted.includes(exposure)) && !excluded.includes(exposure))
    .map((exposure) => byExposure[exposure]);
  return { total: counts.reduce((sum, count) => sum + count, 0), capped: false, about: null };
}

async function countMatches(
  condition: Prisma.Sql,
  { account, now }: Asking,
  words: number,
): Promise<Counted> {
  const groups = await db().$queryRaw<ExposureGroup[]>(countStatement(condition, now, words));
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const capped = total > countCap;
  return {
    total: Math.min(total, countCap),
    capped,
    about: capped ? await estimate(condition) : null,
    byExposure: capped ? null : countExposures(groups, account, now),
  };
}

/** Matches by what decides their exposure, one more than the cap at most. */
export function countStatement(condition: Prisma.Sql, now: Date, words: number): Prisma.Sql {
  // One common word is soon counted in the order of an index, where collecting all its matches takes long. Several
  // words together are rarer: there the words' own index leads to them.
  const order = words > 1 ? Prisma.empty : Prisma.sql`ORDER BY image."createdAt" DESC, image."id" DESC`;
  return Prisma.sql`
    SELECT "state", "requireSignedUrls", "probe", "changing", "fresh", count(*)::int AS "count"
    FROM (
      SELECT ${groupColumns(now)} FROM "Image" image WHERE ${condition}
      ${order} LIMIT ${countCap + 1}
    ) found
    GROUP BY 1, 2, 3, 4, 5`;
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
