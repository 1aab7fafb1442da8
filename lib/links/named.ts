import "server-only";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { findCalled, findWithWord } from "@/lib/images/people";
import { foldedName, searchPatterns, searchTextOf } from "@/lib/images/search";
import type { FilterKey } from "@/lib/links/query-filters";
import type { Part } from "@/lib/links/query-language";
import type { Named } from "@/lib/links/schema";
import { filtersOf } from "@/lib/query/language";
import { uuid } from "@/lib/query/values";

type Found = { id: string; name: string };
/** More than these cannot be meant: whoever asks has to say more. */
const meantAtMost = 1000;

const readers: Partial<Record<FilterKey, (asked: string[]) => Promise<Map<string, Found[]>>>> = {
  by: findCalled,
  to: (asked) => each(asked, recipientsCalled),
  image: (asked) => each(asked, imagesCalled),
  key: (asked) => each(asked, keysCalled),
};

/** Whom and what the names and ids of a question mean. */
export async function readNamed(parts: readonly Part[], actorId: string | null): Promise<Named[]> {
  const filters = filtersOf(parts);
  const read = Object.entries(readers).map(async ([key, find]) => {
    const asked = new Set(filters.filter((filter) => filter.key === key).map(({ value }) => value));
    const mine = key === "by" && asked.delete("me");
    const found = asked.size > 0 ? await find([...asked]) : new Map<string, Found[]>();
    const named = [...found].map(([value, rows]) => toNamed(key as FilterKey, value, rows));
    if (mine) named.push({ key: "by", asked: "me", ids: actorId ? [actorId] : [], names: [], more: false });
    return named;
  });
  return (await Promise.all(read)).flat();
}

function toNamed(key: FilterKey, asked: string, rows: Found[]): Named {
  const more = rows.length > meantAtMost;
  const ids = more ? [] : rows.map(({ id }) => id);
  return { key, asked, ids, names: [...new Set(rows.slice(0, 20).map(({ name }) => name))], more };
}

/** The issuers whose name has each of these words. */
export const readIssuers = (words: readonly string[]): Promise<Map<string, string[]>> => findWithWord(words);

async function each(
  asked: string[],
  find: (value: string) => Promise<Found[]>,
): Promise<Map<string, Found[]>> {
  return new Map(await Promise.all(asked.map(async (value) => [value, await find(value)] as const)));
}

/** Those who are called exactly so, or else everybody in whose name, organisation or address it is. */
async function recipientsCalled(value: string): Promise<Found[]> {
  const select = { id: true, name: true } as const;
  if (uuid.test(value)) return db().contact.findMany({ where: { id: value }, select });
  const patterns = searchPatterns(value);
  if (!patterns) return [];
  const rows = await db().contact.findMany({
    where: { AND: patterns.map((pattern) => ({ searchText: { contains: pattern } })) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: meantAtMost + 1,
    select,
  });
  return wholeOrPart(rows, value);
}

/** An id of an image that is gone still finds the links that showed it; their items have let go of it. */
async function imagesCalled(value: string): Promise<Found[]> {
  if (uuid.test(value))
    return db().image.findMany({ where: { id: value }, select: { id: true, name: true } });
  const patterns = searchPatterns(value);
  if (!patterns) return [];
  const likes = patterns.map(
    (pattern) => Prisma.sql`(image."searchText" || image."linkText") LIKE ${`%${pattern}%`}`,
  );
  const rows = await db().$queryRaw<Found[]>`
    SELECT image."id", image."name" FROM "Image" image
    WHERE ${Prisma.join(likes, " AND ")} AND image."searchText" LIKE ALL (${patterns.map((one) => `%${one}%`)}::text[])
    ORDER BY image."sortName", image."id" LIMIT ${meantAtMost + 1}`;
  if (rows.length > meantAtMost) return rows;
  return wholeOrPart(
    rows.filter(({ name }) => patterns.every((one) => searchTextOf(name).includes(one))),
    value,
  );
}

async function keysCalled(value: string): Promise<Found[]> {
  const keys = await db().signingKey.findMany({ select: { id: true, name: true } });
  if (uuid.test(value)) return keys.filter(({ id }) => id === value);
  return keys.filter(({ name }) => name.toLowerCase() === value.toLowerCase());
}

function wholeOrPart(rows: Found[], value: string): Found[] {
  const whole = rows.filter(({ name }) => foldedName(name) === foldedName(value));
  return whole.length > 0 ? whole : rows;
}
