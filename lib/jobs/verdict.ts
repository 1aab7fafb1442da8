import "server-only";
import { generatedId } from "@/lib/cloudflare/image-id";
import { Prisma } from "@/lib/generated/prisma/client";
import { maxTags } from "@/lib/jobs/rules";
import { type Act, type Exception, type RightsField, rightsFields } from "@/lib/jobs/schema";

const { sql, join } = Prisma;
type Case = [Prisma.Sql, Exception];

/**
 * Why an act leaves `image` (a row of `candidates.ts`) as it is, or null where it changes it: what `judge` answers, said
 * to the database, so that a million images are judged where they lie. A property test holds the two together.
 */
export function verdictOf(act: Act, now: Date): Prisma.Sql {
  const cases: Case[] = [
    [sql`image."id" IS NULL OR image."state" = 'deleting'`, "gone"],
    ...casesOf(act, now),
    [otherThanExpected(act), "changed"],
  ];
  return sql`CASE ${join(
    cases.map(([when, why]) => sql`WHEN ${when} THEN ${why}`),
    " ",
  )} END`;
}

function casesOf(act: Act, now: Date): Case[] {
  const trashed = sql`image."trashedAt" IS NOT NULL`;
  if (act.kind === "restore" || act.kind === "purge") return [[sql`NOT (${trashed})`, "not-trash"]];
  if (act.kind === "trash")
    return [
      [trashed, "already"],
      [sql`image."state" = 'received'`, "unfinished"],
      [changing, "changing"],
      [sql`NOT image."requireSignedUrls" AND ${customId}`, "custom-id"],
    ];
  return [[trashed, "trash"], ...onHand(act, now)];
}

const changing = sql`image."privacyPendingAt" IS NOT NULL`;
const customId = sql`image."cloudflareId" !~* ${generatedId}`;

function onHand(act: Exclude<Act, { kind: "trash" | "restore" | "purge" }>, now: Date): Case[] {
  switch (act.kind) {
    case "make-private":
    case "make-public":
      return flip(act.kind === "make-private", now);
    case "tag":
      return retag(sql`image."tags" @> ${act.tags}::text[]`, sql`+ ${among(act.tags, sql`<> ALL`)}`);
    case "untag":
      return retag(sql`NOT image."tags" && ${act.tags}::text[]`, sql`- ${among(act.tags, sql`= ANY`)}`);
    case "retag":
      return [[sql`NOT image."tags" && ${act.from.filter((tag) => tag !== act.to)}::text[]`, "already"]];
    case "collect":
      return [[collected(act.collectionId), "already"]];
    case "uncollect":
      return [[sql`NOT ${collected(act.collectionId)}`, "already"]];
    case "rights":
      return [
        [sql`${afterwards(act, "rightsFrom")} >= ${afterwards(act, "rightsUntil")}`, "rights"],
        [sql`NOT (${join(Object.values(changedFields(act)), " OR ")})`, "already"],
      ];
    case "put-back":
      return [[sql`image."wanted" IS NULL`, "changed"]];
  }
}

function flip(toPrivate: boolean, now: Date): Case[] {
  const unready: Case[] = [
    [sql`image."state" <> 'ready' OR image."cloudflareId" IS NULL`, "unfinished"],
    [changing, "changing"],
  ];
  if (toPrivate)
    return [
      ...unready,
      [sql`image."requireSignedUrls" AND image."probe" IS DISTINCT FROM 'served'`, "already"],
      [customId, "custom-id"],
    ];
  return [
    ...unready,
    [sql`NOT image."requireSignedUrls"`, "already"],
    [sql`image."embargoUntil" > ${now.toISOString()}::timestamptz`, "embargo"],
  ];
}

const retag = (already: Prisma.Sql, change: Prisma.Sql): Case[] => [
  [already, "already"],
  [sql`cardinality(image."tags") ${change} > ${maxTags}`, "full"],
];

/** How many of these tags the image has (`= ANY`) or lacks (`<> ALL`). */
const among = (tags: string[], has: Prisma.Sql) =>
  sql`(SELECT count(*) FROM unnest(${[...new Set(tags)]}::text[]) tag WHERE tag ${has}(image."tags"))`;

const collected = (collectionId: string) =>
  sql`EXISTS (SELECT 1 FROM "CollectionImage" member WHERE member."collectionId" = ${collectionId}::uuid AND member."imageId" = image."id")`;

type Rights = Extract<Act, { kind: "rights" }>;
const column = (field: RightsField) => sql`image.${Prisma.raw(`"${field}"`)}`;

function afterwards(act: Rights, field: RightsField): Prisma.Sql {
  const value = act[field];
  if (value === undefined) return column(field);
  return value instanceof Date || value === null
    ? sql`${value?.toISOString() ?? null}::timestamptz`
    : sql`${value}::text`;
}

/** For each field of an image's rights, whether an act gives it another value. */
export function changedFields(act: Act): Record<RightsField, Prisma.Sql> {
  const changed = (field: RightsField) =>
    act.kind === "rights" && act[field] !== undefined
      ? sql`${column(field)} IS DISTINCT FROM ${afterwards(act, field)}`
      : sql`FALSE`;
  return Object.fromEntries(rightsFields.map((field) => [field, changed(field)])) as never;
}

/** Whether the image is not as a taking-back expects it. What is not expected in so many words may be anything. */
function otherThanExpected(act: Act): Prisma.Sql {
  const time = (name: string) =>
    sql`coalesce(to_jsonb(to_char(image.${Prisma.raw(`"${name}"`)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), 'null')`;
  const collectionId = "collectionId" in act ? act.collectionId : undefined;
  const own: [string, Prisma.Sql][] = [
    ["tags", sql`to_jsonb(image."tags")`],
    ["credit", sql`to_jsonb(image."credit")`],
    ["rightsFrom", time("rightsFrom")],
    ["rightsUntil", time("rightsUntil")],
    ["embargoUntil", time("embargoUntil")],
    ["trashedAt", time("trashedAt")],
    ["private", sql`to_jsonb(image."requireSignedUrls")`],
    ["flips", sql`to_jsonb(image."flips")`],
    ["collected", sql`to_jsonb(${collectionId ? collected(collectionId) : sql`FALSE`})`],
  ];
  const other = own.map(([key, value]) => sql`(image."wanted"->'expect'->${key}::text) <> ${value}`);
  return sql`image."wanted" IS NOT NULL AND (${join(other, " OR ")})`;
}
