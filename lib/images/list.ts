import { exposureWhere } from "@/lib/exposure/rules";
import type { AccountFacts } from "@/lib/exposure/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type Cursor, cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import type { ImageQuery } from "@/lib/images/schema";
import { searchPatterns } from "@/lib/images/search";

type Filters = Pick<ImageQuery, "q" | "tag" | "exposure" | "by">;

/** The images that a question asks for; null when nothing can match. */
export function filterWhere(query: Filters, account: AccountFacts, now: Date): Prisma.ImageWhereInput | null {
  const patterns = searchPatterns(query.q);
  if (!patterns) return null;
  const { tag, by, exposure } = query;
  return {
    // What is in the trash has a screen of its own.
    trashedAt: null,
    AND: [
      ...patterns.map((pattern) => ({ searchText: { contains: pattern } })),
      ...(tag ? [{ tags: { has: tag } }] : []),
      ...(by ? [{ uploadedById: by }] : []),
      ...(exposure === "all" ? [] : [exposureWhere(exposure, account, now)]),
    ],
  };
}

const sorts = {
  newest: { field: "createdAt", order: "desc" },
  oldest: { field: "createdAt", order: "asc" },
  name: { field: "sortName", order: "asc" },
} as const;
const turned = { asc: "desc", desc: "asc" } as const;

type Sort = ImageQuery["sort"];
type Place = { id: string; createdAt: Date; sortName: string };

/** The place that a cursor names in this order, or null for the first page. */
export function placeOf({ sort, cursor: text }: Pick<ImageQuery, "sort" | "cursor">): Cursor | null {
  const cursor = decodeCursor(text, sort);
  return sort === "name" || cursorTime(cursor) ? cursor : null;
}

/** Where a page starts and how it is read; reading backwards turns the order, and the reader turns it back. */
export function pageFrom(sort: Sort, cursor: Cursor | null) {
  const { field, order } = sorts[sort];
  const backwards = cursor?.direction === "before";
  const direction = backwards ? turned[order] : order;
  const orderBy: Prisma.ImageOrderByWithRelationInput[] = [{ [field]: direction }, { id: direction }];
  return { where: cursor ? beyond(field, direction, cursor) : {}, orderBy, backwards };
}

/** Rows strictly beyond a place. The first comparison is the one that the index can start from. */
function beyond(field: string, direction: "asc" | "desc", cursor: Cursor): Prisma.ImageWhereInput {
  const value = cursorTime(field === "createdAt" ? cursor : null) ?? cursor.value;
  const [from, notPast] = direction === "asc" ? ["gte", "lte"] : ["lte", "gte"];
  return { [field]: { [from]: value }, NOT: { [field]: value, id: { [notPast]: cursor.id } } };
}

/** The cursor for the page after or before a row. */
export function cursorAt(sort: Sort, direction: Cursor["direction"], row: Place): string {
  const value = sort === "name" ? row.sortName : row.createdAt.toISOString();
  return encodeCursor({ sort, direction, value, id: row.id });
}
