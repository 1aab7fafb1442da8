import "server-only";
import { db } from "@/lib/db";
import { type ExposureGroup, groupColumns } from "@/lib/exposure/groups";
import { Prisma } from "@/lib/generated/prisma/client";
import type { CardRow } from "@/lib/images/card";
import { sharedAt } from "@/lib/images/conditions";
import { type Cursor, cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import type { ImageQuery } from "@/lib/images/schema";
import { foldedName } from "@/lib/images/search";
import { itemEnd, liveImage, liveItems } from "@/lib/links/live";

export const pageSize = 50;

type Sort = ImageQuery["sort"];
type Order = { by: Prisma.Sql; direction: "asc" | "desc"; type: "time" | "text" | "number" | "place" };

const createdAt = Prisma.sql`image."createdAt"`;
const orders: Record<Sort, Order> = {
  newest: { by: createdAt, direction: "desc", type: "time" },
  oldest: { by: createdAt, direction: "asc", type: "time" },
  name: { by: Prisma.sql`image."sortName"`, direction: "asc", type: "text" },
  size: { by: Prisma.sql`COALESCE(image."bytes", 0)`, direction: "desc", type: "number" },
  shared: { by: sharedAt, direction: "desc", type: "time" },
  collection: { by: Prisma.sql`member."place"`, direction: "asc", type: "place" },
};
const turned = { asc: "desc", desc: "asc" } as const;
const sql = { asc: Prisma.raw("ASC"), desc: Prisma.raw("DESC") };
const beyond = { asc: Prisma.raw(">"), desc: Prisma.raw("<") };

/** The place that a cursor names in this order, or null for the first page. */
export function placeOf({ sort, cursor: text }: Pick<ImageQuery, "sort" | "cursor">): Cursor | null {
  const cursor = decodeCursor(text, sort);
  if (!cursor) return null;
  return placeValue(cursor, orders[sort].type) === null ? null : cursor;
}

function placeValue(cursor: Cursor, type: Order["type"]): Date | number | string | null {
  if (type === "text") return cursor.value;
  // The beginning of time is where images stand that were never shared.
  if (type === "time") return cursor.value === never ? new Date(0) : cursorTime(cursor);
  const value = Number(cursor.value);
  if (type === "place") return Number.isFinite(value) ? value : null;
  return Number.isInteger(value) && value >= 0 && value <= 2_147_483_647 ? value : null;
}
const never = new Date(0).toISOString();

function afterPlace({ by, type }: Order, direction: "asc" | "desc", cursor: Cursor): Prisma.Sql {
  const value = placeValue(cursor, type);
  const typed = {
    time: Prisma.sql`${value instanceof Date ? value.toISOString() : value}::timestamptz`,
    text: Prisma.sql`${value}::varchar`,
    number: Prisma.sql`${value}::int`,
    place: Prisma.sql`${value}::float8`,
  }[type];
  return Prisma.sql`AND (${by}, image."id") ${beyond[direction]} (${typed}, ${cursor.id}::uuid)`;
}

/** A row of a page: what a card shows, its live links, and its value in the order of the page. */
export type PageRow = Omit<CardRow, "uploadedBy" | "sortName"> & {
  uploadedBy: string;
  links: number;
  nextEnd: Date | null;
  place: Date | string | number;
};

export type ReadPage = { rows: PageRow[]; more: boolean; backwards: boolean };

/** `collection`: the name of that whose order is meant. */
export type Start = { sort: Sort; cursor: Cursor | null; now: Date; collection?: string | null };

/** One page from a place, in the order of the list whichever way it was read. */
export async function readPage(condition: Prisma.Sql, start: Start): Promise<ReadPage> {
  const [found] = await db().$queryRaw<{ page: string }[]>(pageStatement(condition, start));
  return toPage(found?.page ?? "[]", start);
}

/**
 * One statement: whoever draws a million images cannot afford a second one for the uploaders and a third for the
 * links. It reads one row more than a page.
 */
export function pageStatement(condition: Prisma.Sql, start: Start): Prisma.Sql {
  const { by, direction } = orderOf(start);
  const { cursor, sort } = start;
  const after = cursor ? afterPlace(orders[sort], direction, cursor) : Prisma.empty;
  return Prisma.sql`SELECT ${drawn(
    Prisma.sql`
      SELECT ${columns}, image."uploadedById", ${by} AS "place"
      FROM ${fromOf(start)} WHERE ${condition} ${after}
      ORDER BY ${by} ${sql[direction]}, image."id" ${sql[direction]}
      LIMIT ${pageSize + 1}`,
    start,
  )} AS "page"`;
}

/** The first page of few images and all of them by what decides their exposure: what finds one finds the other. */
export async function readWhole(
  condition: Prisma.Sql,
  start: Start,
  whole: Whole,
): Promise<{ page: ReadPage; groups: ExposureGroup[] }> {
  type Found = { page: string; groups: ExposureGroup[] | null };
  const [found] = await db().$queryRaw<Found[]>(wholeStatement(condition, start, whole));
  return { page: toPage(found?.page ?? "[]", start), groups: found?.groups ?? [] };
}

/** `most` rows are counted; `collect` takes them all before they are put in order, whatever the planner hopes. */
type Whole = { most: number; collect: boolean };

export function wholeStatement(condition: Prisma.Sql, start: Start, { most, collect }: Whole): Prisma.Sql {
  const { by, direction } = orderOf(start);
  return Prisma.sql`
    WITH found AS MATERIALIZED (
      SELECT * FROM (
        SELECT image."id", ${by} AS "place", ${groupColumns(start.now)}
        FROM ${fromOf(start)} WHERE ${condition} ${collect ? Prisma.sql`OFFSET 0` : Prisma.empty}
      ) image
      ORDER BY "place" ${sql[direction]}, "id" ${sql[direction]} LIMIT ${most}
    )
    SELECT ${drawn(
      Prisma.sql`
        SELECT ${columns}, image."uploadedById", first."place"
        FROM (
          SELECT "id", "place" FROM found ORDER BY "place" ${sql[direction]}, "id" ${sql[direction]} LIMIT ${pageSize + 1}
        ) first
        JOIN "Image" image ON image."id" = first."id"`,
      start,
    )} AS "page", (
      SELECT json_agg(kind) FROM (
        SELECT "state", "requireSignedUrls", "probe", "changing", "fresh", count(*)::int AS "count"
        FROM found GROUP BY 1, 2, 3, 4, 5
      ) kind
    ) AS "groups"`;
}

/** In a collection's order one reads along its members, as far as the page goes. */
const fromOf = ({ sort, collection }: Start) =>
  sort === "collection"
    ? Prisma.sql`"Image" image JOIN "CollectionImage" member ON member."imageId" = image."id" AND member."collectionId" =
        (SELECT "id" FROM "Collection" WHERE "folded" = ${foldedName(collection ?? "")})`
    : Prisma.sql`"Image" image`;

const orderOf = ({ sort, cursor }: Start) => {
  const { by, direction } = orders[sort];
  return { by, direction: cursor?.direction === "before" ? turned[direction] : direction };
};

/** The rows with their uploader and live links, as one text: read field by field they cost more here than there. */
function drawn(rows: Prisma.Sql, start: Start): Prisma.Sql {
  const { direction } = orderOf(start);
  return Prisma.sql`(
    SELECT COALESCE(json_agg(page), '[]')::text FROM (
      SELECT image.*, uploader."name" AS "uploadedBy", COALESCE(live."links", 0) AS "links", live."nextEnd"
      FROM (${rows}) image
      JOIN "User" uploader ON uploader."id" = image."uploadedById"
      LEFT JOIN LATERAL (
        SELECT count(DISTINCT item."linkId")::int AS "links", min(${itemEnd}) AS "nextEnd"
        FROM ${liveItems(start.now)} AND item."imageId" = image."id"
      ) live ON ${liveImage}
      ORDER BY image."place" ${sql[direction]}, image."id" ${sql[direction]}
    ) page
  )`;
}

type Times = "createdAt" | "checkedAt" | "probedAt" | "privacyPendingAt" | "nextEnd";
type WrittenRow = Omit<PageRow, Times | "place"> &
  Record<Exclude<Times, "createdAt">, string | null> & { createdAt: string; place: string | number };

function toPage(text: string, { sort, cursor }: Start): ReadPage {
  const found: WrittenRow[] = JSON.parse(text);
  const at = (time: string | null) => (time === null ? null : new Date(time));
  const rows = found.slice(0, pageSize).map(
    (row): PageRow => ({
      ...row,
      createdAt: new Date(row.createdAt),
      checkedAt: at(row.checkedAt),
      probedAt: at(row.probedAt),
      privacyPendingAt: at(row.privacyPendingAt),
      nextEnd: at(row.nextEnd),
      place: orders[sort].type === "time" ? new Date(row.place) : row.place,
    }),
  );
  const backwards = cursor?.direction === "before";
  return { rows: backwards ? rows.reverse() : rows, more: found.length > pageSize, backwards };
}

const columns = Prisma.sql`image."id", image."name", image."altText", image."tags",
  image."failure", image."state"::text AS "state", image."cloudflareId", image."requireSignedUrls",
  image."privacyPendingAt", image."goneAt", image."checkedAt", image."probe"::text AS "probe", image."probedAt",
  image."placeholder", image."width", image."height", image."bytes", image."mimeType", image."hasLocation",
  image."createdAt"`;

/** The cursor for the page after or before a row. */
export function cursorAt(
  sort: Sort,
  direction: Cursor["direction"],
  row: Pick<PageRow, "id" | "place">,
): string {
  const value = row.place instanceof Date ? row.place.toISOString() : String(row.place);
  return encodeCursor({ sort, direction, value, id: row.id });
}
