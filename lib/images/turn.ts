import "server-only";
import type { AccountFacts } from "@/lib/exposure/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import { drawCards, pictureSigner, type Signer } from "@/lib/images/card";
import { type Asking, conditionOf } from "@/lib/images/conditions";
import {
  besidesExposure,
  type Counted,
  countCap,
  countFound,
  expectMatches,
  isFew,
  toCount,
} from "@/lib/images/count";
import type { Cursor } from "@/lib/images/cursor";
import { cursorAt, placeOf, type ReadPage, readPage, readWhole } from "@/lib/images/list";
import { collectionNamed, isExposureFilter, type Part, parseQuery } from "@/lib/images/query-language";
import { asksOfLinks, rounded } from "@/lib/images/sample";
import type { ImageQuery, ImageRun } from "@/lib/images/schema";

/** So many images that links lead to are taken together; beyond, one soon meets some in any order. */
const collectable = 50_000;

type Facts = { query: ImageQuery; account: AccountFacts; now: Date };

/** The page that a question's cursor names, with its pictures signed. The caller has asked whether it may. */
export async function turnTo(condition: Prisma.Sql, facts: Facts): Promise<ImageRun> {
  const { query, now } = facts;
  const cursor = placeOf(query);
  const start = startOf(query, now);
  const [page, sign] = await Promise.all([readPage(condition, { ...start, cursor }), pictureSigner()]);
  if (!page.backwards || page.more) return toRun(page, { ...facts, cursor, sign });
  // Going back past the beginning shows the first page whole, not a torn one.
  const first = await readPage(condition, start);
  return toRun(first, { ...facts, cursor: null, sign });
}

/**
 * The page that a question's cursor names, and how many it finds. Few matches are collected once, for both; among
 * many, the page is soon met in its order, and a sample counts.
 */
export async function turnAndCount(
  condition: Prisma.Sql,
  { parts, asking, query }: { parts: readonly Part[]; asking: Asking; query: ImageQuery },
): Promise<ImageRun & Counted> {
  const { account, now } = asking;
  const facts = { query, account, now };
  const kept = besidesExposure(parts).length === 0;
  const expected = kept ? null : await expectMatches(condition);
  const collect = asksOfLinks(parts) && (expected ?? 0) <= collectable;
  // In a collection's order the page is met at once, and nobody knows beforehand how many members there are.
  const met = query.sort === "collection";
  const once = !met && expected !== null && (isFew(expected) || collect);
  if (once && !placeOf(query) && !parts.some(isExposureFilter)) {
    const start = startOf(query, now);
    const [{ page, groups }, sign] = await Promise.all([
      readWhole(condition, start, { most: countCap + 1, collect }),
      pictureSigner(),
    ]);
    const run = toRun(page, { ...facts, cursor: null, sign });
    return { ...run, ...toCount(groups, asking, rounded(expected, 2)) };
  }
  const [run, counted] = await Promise.all([
    turnTo(readingCondition(parts, asking, query) ?? condition, facts),
    countFound(parts, asking, condition, expected),
  ]);
  return { ...run, ...counted };
}

/**
 * What a page is read by. In a collection's order one reads along its members, and need not look for each of them among
 * the members again.
 */
export function readingCondition(
  parts: readonly Part[],
  asking: Asking,
  { sort }: Pick<ImageQuery, "sort">,
): Prisma.Sql | null {
  const member = (part: Part) => part.kind === "filter" && part.key === "collection" && !part.not;
  return conditionOf(sort === "collection" ? parts.filter((part) => !member(part)) : parts, asking);
}

const startOf = ({ sort, q }: ImageQuery, now: Date) => ({
  ...{ sort, cursor: null, now },
  collection: sort === "collection" ? collectionNamed(parseQuery(q)) : null,
});

type Turned = Facts & { cursor: Cursor | null; sign: Signer };

function toRun({ rows, more, backwards }: ReadPage, { query, account, now, cursor, sign }: Turned): ImageRun {
  const first = rows[0];
  const last = rows.at(-1);
  const follows = backwards || more;
  const precedes = backwards ? more : cursor !== null;
  return {
    images: drawCards(rows, { account, now, sign }),
    next: last && follows ? cursorAt(query.sort, "after", last) : null,
    previous: first && precedes ? cursorAt(query.sort, "before", first) : null,
  };
}
