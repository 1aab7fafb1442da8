import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { mostShown, namedLike, namesStatement } from "@/lib/collections/named";
import type {
  CollectionDetail,
  CollectionIdInput,
  CollectionList,
  CollectionName,
  CollectionNames,
  CollectionSummary,
  FindCollectionsInput,
} from "@/lib/collections/schema";
import { countShown } from "@/lib/collections/shown";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { decodeCursor, encodeCursor } from "@/lib/images/cursor";
import { readCards } from "@/lib/images/picked";

const pageSize = 60;

const columns = {
  id: true,
  name: true,
  description: true,
  images: true,
  createdAt: true,
  coverId: true,
} satisfies Prisma.CollectionSelect;

/** The collections that these words name, by name, each with its cover or else its first image; at most 500. */
export async function listCollections(actor: Actor, { q }: FindCollectionsInput): Promise<CollectionList> {
  assertCan(actor, "image:view");
  const named = namedLike(q);
  if (!named) return { collections: [], more: false };
  // The first member of each is the head of an index; asked for with the collections, all members would be read.
  const found = await db().$queryRaw<(Omit<CollectionSummary, "cover"> & { coverId: string | null })[]>`
    SELECT collection."id", collection."name", collection."description", collection."images", collection."createdAt",
      COALESCE(collection."coverId", (
        SELECT member."imageId" FROM "CollectionImage" member
        JOIN "Image" image ON image."id" = member."imageId" AND image."trashedAt" IS NULL
        WHERE member."collectionId" = collection."id"
        ORDER BY member."place", member."imageId" LIMIT 1
      )) AS "coverId"
    FROM "Collection" collection WHERE ${named}
    ORDER BY collection."folded", collection."id" LIMIT ${mostShown + 1}`;
  const rows = found.slice(0, mostShown);
  const covers = await readCards(
    actor,
    rows.map(({ coverId }) => coverId).filter((id) => id !== null),
  );
  const collections = rows.map(({ coverId, ...row }) => ({
    ...row,
    cover: covers.get(coverId ?? "") ?? null,
  }));
  return { collections, more: found.length > mostShown };
}

/** The names to choose from that have these words, by name; at most 500. */
export async function listCollectionNames(
  actor: Actor,
  { q }: FindCollectionsInput,
): Promise<CollectionNames> {
  assertCan(actor, "image:view");
  const named = namedLike(q);
  if (!named) return { names: [], more: false };
  const found = await db().$queryRaw<CollectionName[]>(namesStatement(named));
  return { names: found.slice(0, mostShown), more: found.length > mostShown };
}

/** One collection with a page of its images, in its order. Throws NOT_FOUND. */
export async function getCollection(
  actor: Actor,
  { collectionId, cursor: text }: CollectionIdInput & { cursor?: string | undefined },
): Promise<CollectionDetail> {
  assertCan(actor, "image:view");
  const cursor = decodeCursor(text, "collection");
  const [from, earlier] = (cursor?.value ?? "").split(" ").map(Number);
  const goesOn = cursor && Number.isFinite(from) && Number.isSafeInteger(earlier);
  const [shownInAll, row, found] = await Promise.all([
    countShown(db(), collectionId),
    db().collection.findUnique({
      where: { id: collectionId },
      select: { ...columns, version: true, createdBy: { select: { name: true } } },
    }),
    db().collectionImage.findMany({
      where: {
        ...{ collectionId, image: { trashedAt: null } },
        ...(goesOn && { place: { gte: from }, NOT: { place: from, imageId: { lte: cursor.id } } }),
      },
      orderBy: [{ place: "asc" }, { imageId: "asc" }],
      take: pageSize + 1,
      select: { imageId: true, place: true },
    }),
  ]);
  if (!row) throw new AppError("NOT_FOUND", "This collection is not here any more.");
  const before = goesOn ? Math.max(0, earlier ?? 0) : 0;
  const shown = found.slice(0, pageSize);
  const last = found.length > pageSize ? shown.at(-1) : undefined;
  const cards = await readCards(actor, [
    ...shown.map(({ imageId }) => imageId),
    ...(row.coverId ? [row.coverId] : []),
  ]);
  const members = shown.flatMap(({ imageId }) => cards.get(imageId) ?? []);
  return {
    ...row,
    createdBy: row.createdBy.name,
    cover: (row.coverId && cards.get(row.coverId)) || members[0] || null,
    members,
    from: before + 1,
    shown: shownInAll,
    next: last
      ? encodeCursor({
          ...{ sort: "collection", direction: "after", id: last.imageId },
          // How many came before goes along: to count them anew, all of them would be read for each page.
          value: `${last.place} ${before + shown.length}`,
        })
      : null,
  };
}

/** The collections an image is in, by name. */
export async function listCollectionsOf(
  actor: Actor,
  { imageId }: { imageId: string },
): Promise<{ id: string; name: string }[]> {
  assertCan(actor, "image:view");
  return db().collection.findMany({
    where: { members: { some: { imageId } } },
    orderBy: [{ folded: "asc" }, { id: "asc" }],
    take: 100,
    select: { id: true, name: true },
  });
}
