import "server-only";
import { db } from "@/lib/db";
import { countExposures, type ExposureGroup, groupColumns } from "@/lib/exposure/groups";
import { type Exposure, exposures } from "@/lib/exposure/schema";
import { countLibrary } from "@/lib/exposure/tally";
import { Prisma } from "@/lib/generated/prisma/client";
import { type Asking, conditionOf } from "@/lib/images/conditions";
import { type Filter, isExposureFilter, type Part } from "@/lib/images/query-language";
import { canSample, rounded, sampleImages } from "@/lib/images/sample";
import type { ImageCount } from "@/lib/images/schema";

/** Counting stops here: an exact count of a million rows costs more than the page. */
export const countCap = 1000;
/** Up to so many expected matches an index leads to them all sooner than the order of upload leads to some. */
const few = 5 * countCap;

export type Counted = ImageCount & { byExposure: Record<Exposure, number> | null };

/** What a question asks for beside the exposure; nothing of it is the whole library. */
export const besidesExposure = (parts: readonly Part[]): Part[] =>
  parts.filter((part) => part.kind !== "unread" && !isExposureFilter(part));

/**
 * How many images a question finds, and how many of each exposure what else it asks for: exact while there are not
 * too many to count, and at any size where only the exposure is asked for, from the kept tally. `known` is what
 * `expectMatches` said of it, where that was asked.
 */
export async function countFound(
  parts: readonly Part[],
  asking: Asking,
  found: Prisma.Sql,
  known: number | null = null,
): Promise<Counted> {
  const asked = parts.filter(isExposureFilter);
  const others = besidesExposure(parts);
  if (others.length === 0) {
    const byExposure = await countLibrary(asking.account);
    return { ...exact(byExposure, asked), byExposure };
  }
  const expected = known ?? (await expectMatches(found));
  const wider = asked.length > 0 ? conditionOf(others, asking) : null;
  const many = !isFew(expected);
  const conditions = wider ? [found, wider] : [found];
  const [inSample, widerInSample] = many && canSample(parts) ? await sampleImages(conditions, countCap) : [];
  const words = parts.filter((part) => part.kind === "word" && !part.not).length;
  const count = (condition: Prisma.Sql, ordered: boolean) =>
    countMatches(condition, asking, { ordered: ordered && words <= 1 });
  // What the wider question finds by exposure tells what the narrower one does.
  const facets = wider && !widerInSample?.certain ? await count(wider, true) : null;
  if (facets?.byExposure) return { ...exact(facets.byExposure, asked), byExposure: facets.byExposure };
  const about = inSample ? inSample.about : rounded(expected, 2);
  const estimate = about !== null && about > countCap ? about : null;
  if (inSample?.certain) return { total: countCap, capped: true, about: estimate, byExposure: null };
  // Of a common word's many matches the exposure's own order soon meets enough, where the word leads to all of them.
  const counted = await count(found, many || (wider !== null && expected > countCap));
  return {
    ...counted,
    about: counted.capped ? estimate : null,
    byExposure: wider ? null : counted.byExposure,
  };
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
  asking: Asking,
  { ordered }: { ordered: boolean },
): Promise<Counted> {
  const groups = await db().$queryRaw<ExposureGroup[]>(countStatement(condition, asking.now, ordered));
  return toCount(groups, asking, null);
}

/** Counted groups of at most one more than the cap; `about` is what to say where they are not all. */
export function toCount(groups: ExposureGroup[], { account, now }: Asking, about: number | null): Counted {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total <= countCap)
    return { total, capped: false, about: null, byExposure: countExposures(groups, account, now) };
  return {
    total: countCap,
    capped: true,
    about: about !== null && about > countCap ? about : null,
    byExposure: null,
  };
}

/**
 * Matches by what decides their exposure, one more than the cap at most. Many matches are soon met in the order of
 * an index, where collecting them all takes long; few are found sooner by the index that knows them.
 */
export function countStatement(condition: Prisma.Sql, now: Date, ordered: boolean): Prisma.Sql {
  const order = ordered ? Prisma.sql`ORDER BY image."createdAt" DESC, image."id" DESC` : Prisma.empty;
  return Prisma.sql`
    SELECT "state", "requireSignedUrls", "probe", "changing", "fresh", count(*)::int AS "count"
    FROM (
      SELECT ${groupColumns(now)} FROM "Image" image WHERE ${condition}
      ${order} LIMIT ${countCap + 1}
    ) found
    GROUP BY 1, 2, 3, 4, 5`;
}

/** How many matches the database expects from its statistics. */
export async function expectMatches(condition: Prisma.Sql): Promise<number> {
  const [row] = await db().$queryRaw<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }[]>`
    EXPLAIN (FORMAT JSON) SELECT 1 FROM "Image" image WHERE ${condition}`;
  return row?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

export const isFew = (expected: number): boolean => expected <= few;
