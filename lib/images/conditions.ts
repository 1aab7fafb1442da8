import { type AccountFacts, type Exposure, exposures } from "@/lib/exposure/schema";
import { exposureCondition } from "@/lib/exposure/where";
import { Prisma } from "@/lib/generated/prisma/client";
import { importCondition, type Mark, markCondition } from "@/lib/images/origin";
import { type FilterKey, matters, type possessions, type stateGroups } from "@/lib/images/query-filters";
import type { Filter, Part } from "@/lib/images/query-language";
import { unfinishedStates } from "@/lib/images/schema";
import { foldedName, searchPattern } from "@/lib/images/search";
import { liveImage, liveItems } from "@/lib/links/live";
import { filtersOf } from "@/lib/query/language";
import { compared } from "@/lib/query/values";

export type Asking = {
  account: AccountFacts;
  now: Date;
  /** Whom `by:me` means. */
  actorId: string;
  /** Whom each other name means; a name that is missing means nobody. */
  people: ReadonlyMap<string, string[]>;
  /** Asks the trash instead of the library. */
  inTrash?: boolean;
};

/** A bare date loses its zone on the way to the database. */
const at = (time: Date) => Prisma.sql`${time.toISOString()}::timestamptz`;
const both = (parts: Prisma.Sql[]) => Prisma.sql`(${Prisma.join(parts, " AND ")})`;
const either = (parts: Prisma.Sql[]) => Prisma.sql`(${Prisma.join(parts, " OR ")})`;
// What cannot be said of an image is not true of it: without this a missing value would match neither.
const not = (part: Prisma.Sql) => Prisma.sql`(${part}) IS NOT TRUE`;

/** Several of these can hold for one image, so each narrows; of the others, an image has one and any will do. */
const narrowing: readonly FilterKey[] = [
  "tag",
  "has",
  "size",
  "width",
  "height",
  "after",
  "before",
  "ends",
  "shared",
];

/** The images (as `image`) that a question asks for; null when nothing can match. */
export function conditionOf(parts: readonly Part[], asking: Asking): Prisma.Sql | null {
  const words = wordConditions(parts);
  if (!words) return null;
  const filters = filtersOf(parts);
  const groups = new Map<string, Filter[]>();
  for (const filter of filters.filter(({ not: excluded }) => !excluded)) {
    const group = groupOf(filter);
    groups.set(group, [...(groups.get(group) ?? []), filter]);
  }
  const conditions = [
    // What is in the trash has a screen of its own, whose order is the time that each has left.
    asking.inTrash
      ? Prisma.sql`image."trashedAt" IS NOT NULL AND image."purgeAt" IS NOT NULL`
      : Prisma.sql`image."trashedAt" IS NULL`,
    ...words,
    ...[...groups.values()].map((group) => either(group.map((filter) => conditionFor(filter, asking)))),
    ...filters.filter((filter) => filter.not).map((filter) => opposite(filter, asking)),
  ];
  return both(conditions);
}

function groupOf({ key, value }: Filter): string {
  if (narrowing.includes(key)) return `${key}:${value}`;
  // Who can see it, how it is marked and what is the matter with it are three questions under one key.
  if (key !== "is") return key;
  if (isExposure(value)) return "exposure";
  return (matters as readonly string[]).includes(value) ? `is:${value}` : key;
}

const isExposure = (value: string): value is Exposure => (exposures as readonly string[]).includes(value);

function wordConditions(parts: readonly Part[]): Prisma.Sql[] | null {
  const words = parts.filter((part) => part.kind === "word");
  const patterns = words.map((word) => ({ not: word.not, pattern: searchPattern(word.text) }));
  const asked = patterns.filter(({ pattern }) => pattern !== "");
  // Only signs: nothing of ours is made of them.
  if (patterns.some((word) => !word.not) && !asked.some((word) => !word.not)) return null;
  return asked.map(({ pattern, not: excluded }) => {
    const found = Prisma.sql`(image."searchText" || image."linkText") LIKE ${`%${pattern}%`}`;
    return excluded ? not(found) : found;
  });
}

function conditionFor({ key, value }: Filter, asking: Asking): Prisma.Sql {
  switch (key) {
    case "is":
      return isExposure(value)
        ? exposureCondition(value, asking.account, asking.now)
        : markCondition(value as Mark);
    case "import":
      return importCondition(value);
    case "state":
      return stateCondition(value as (typeof stateGroups)[number]);
    case "tag":
      return Prisma.sql`image."tags" @> ARRAY[${value}]::text[]`;
    case "collection":
      return Prisma.sql`image."id" IN (
        SELECT member."imageId" FROM "CollectionImage" member
        JOIN "Collection" collection ON collection."id" = member."collectionId"
        WHERE collection."folded" = ${foldedName(value)})`;
    case "under":
      return Prisma.sql`image."embargoUntil" > ${at(asking.now)}`;
    case "by": {
      const ids = value === "me" ? [asking.actorId] : (asking.people.get(value) ?? []);
      return ids.length === 1
        ? Prisma.sql`image."uploadedById" = ${ids[0]}::uuid`
        : Prisma.sql`image."uploadedById" = ANY(${ids}::uuid[])`;
    }
    case "format":
      return Prisma.sql`COALESCE(image."mimeType", '') = ${`image/${value}`}`;
    case "has":
      return possession(value as (typeof possessions)[number], asking.now);
    case "ends":
      return linkEnds(value, asking.now);
    case "shared":
      return sharedCondition(value, asking.now);
    case "size":
      return comparison(
        Prisma.sql`COALESCE(image."bytes", 0)`,
        value,
        Prisma.sql`image."bytes" IS NOT NULL AND `,
      );
    case "width":
      return comparison(Prisma.sql`image."width"`, value);
    case "height":
      return comparison(Prisma.sql`image."height"`, value);
    case "after":
      return Prisma.sql`image."createdAt" >= ${`${value}T00:00:00Z`}::timestamptz`;
    case "before":
      return Prisma.sql`image."createdAt" < ${`${value}T00:00:00Z`}::timestamptz`;
  }
}

const signs = { "<": Prisma.raw("<"), ">": Prisma.raw(">"), "=": Prisma.raw("=") };

/** Whatever has no such measure matches neither this nor its opposite. */
function comparison(column: Prisma.Sql, value: string, known: Prisma.Sql = Prisma.empty): Prisma.Sql {
  const { sign, amount } = compared(value);
  // An Int column: more than that is nothing we hold.
  return Prisma.sql`(${known}${column} ${signs[sign]} ${Math.min(amount, 2_147_483_647)}::int)`;
}

function opposite(filter: Filter, asking: Asking): Prisma.Sql {
  // These are never unknown, and their indexes answer only the plain words.
  if (filter.key === "has" && filter.value === "alt") return Prisma.sql`image."altText" = ''`;
  if (filter.key === "has" && filter.value === "tags") return Prisma.sql`image."tags" = '{}'`;
  return not(conditionFor(filter, asking));
}

function stateCondition(group: (typeof stateGroups)[number]): Prisma.Sql {
  if (group === "unfinished")
    return Prisma.sql`image."state" = ANY(${[...unfinishedStates]}::"ImageState"[])`;
  return Prisma.sql`image."state" = ${group}::"ImageState"`;
}

function possession(what: (typeof possessions)[number], now: Date): Prisma.Sql {
  switch (what) {
    case "alt":
      return Prisma.sql`NOT (image."altText" = '')`;
    case "tags":
      return Prisma.sql`NOT (image."tags" = '{}')`;
    case "gps":
      return Prisma.sql`COALESCE(image."hasLocation", false)`;
    case "links":
      return liveLink(now);
  }
}

function linkEnds(value: string, now: Date): Prisma.Sql {
  const { sign, amount } = compared(value);
  const day = /\d{4}-\d{2}-\d{2}$/.exec(value)?.[0];
  const then = at(day ? new Date(`${day}T00:00:00Z`) : new Date(now.getTime() + amount));
  return liveLink(now, Prisma.sql`AND item."expiresAt" ${signs[sign]} ${then}`);
}

/** A link that opens the image now, as its card counts them. */
const liveLink = (now: Date, when: Prisma.Sql = Prisma.empty) =>
  Prisma.sql`(${liveImage} AND image."id" IN (SELECT item."imageId" FROM ${liveItems(now)} ${when}))`;

/** Images that were never shared count as shared at the beginning of time: the order's index holds them last. */
export const sharedAt = Prisma.sql`COALESCE(image."lastSharedAt", '1970-01-01 00:00:00+00'::timestamptz)`;

function sharedCondition(value: string, now: Date): Prisma.Sql {
  if (value === "ever") return Prisma.sql`${sharedAt} > '1970-01-01 00:00:00+00'::timestamptz`;
  if (value === "never") return Prisma.sql`${sharedAt} = '1970-01-01 00:00:00+00'::timestamptz`;
  const { sign, amount } = compared(value);
  const then = new Date(now.getTime() - amount);
  return sign === "<" ? Prisma.sql`${sharedAt} > ${at(then)}` : Prisma.sql`${sharedAt} < ${at(then)}`;
}
