import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import type {
  CollectionIdInput,
  CreateCollectionInput,
  EditCollectionInput,
  MoveInCollectionInput,
} from "@/lib/collections/schema";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { foldedName } from "@/lib/images/search";

const subject = (id: string, name: string) => ({ type: "collection" as const, id, name });
const notHere = () => new AppError("NOT_FOUND", "This collection is not here any more.");

/** Names that differ only in case or accents are one; one without letters stands for itself. */
async function assertFree(tx: Tx, name: string, but?: string): Promise<void> {
  const other = await tx.collection.findUnique({
    where: { folded: foldedName(name) },
    select: { id: true, name: true },
  });
  if (!other || other.id === but) return;
  const message = `There is a collection named ${other.name} already. Choose another name.`;
  throw new AppError("CONFLICT", message, { fields: { name: message } });
}

/** Makes an empty collection. Throws CONFLICT when the name is taken. */
export async function createCollection(actor: Actor, input: CreateCollectionInput): Promise<{ id: string }> {
  assertCan(actor, "image:edit");
  const { name, description } = input;
  return db().$transaction(async (tx) => {
    await assertFree(tx, name);
    const { id } = await tx.collection.create({
      data: { name, folded: foldedName(name), description, createdById: actor.id },
      select: { id: true },
    });
    await recordAudit(tx, actor, { action: "collection.created", subject: subject(id, name) });
    return { id };
  });
}

/** Changes name, description and cover, if nobody else did since `version` was read. */
export async function editCollection(actor: Actor, input: EditCollectionInput): Promise<void> {
  assertCan(actor, "image:edit");
  const { collectionId: id, version, name, description, coverId } = input;
  await db().$transaction(async (tx) => {
    await assertFree(tx, name, id);
    if (coverId && !(await tx.collectionImage.findFirst({ where: { collectionId: id, imageId: coverId } })))
      throw new AppError("INVALID", "The cover must be an image of the collection.");
    const { count } = await tx.collection.updateMany({
      where: { id, version },
      data: { name, folded: foldedName(name), description, coverId, version: { increment: 1 } },
    });
    if (count === 0) {
      if (!(await tx.collection.findUnique({ where: { id }, select: { id: true } }))) throw notHere();
      throw new AppError(
        "CONFLICT",
        "Somebody else changed this collection meanwhile. Nothing was overwritten. Reload to see their version.",
      );
    }
    await recordAudit(tx, actor, { action: "collection.changed", subject: subject(id, name) });
  });
}

/** Takes a collection apart; its images stay in the library. */
export async function deleteCollection(actor: Actor, { collectionId: id }: CollectionIdInput): Promise<void> {
  assertCan(actor, "image:edit");
  await db().$transaction(async (tx) => {
    const gone = await tx.collection.findUnique({ where: { id }, select: { name: true, images: true } });
    if (!gone) throw notHere();
    await tx.collectionImage.deleteMany({ where: { collectionId: id } });
    await tx.collection.delete({ where: { id } });
    await recordAudit(tx, actor, {
      action: "collection.deleted",
      subject: subject(id, gone.name),
      details: { images: gone.images },
    });
  });
}

/** Puts an image right after another one of the collection, or first. */
export async function moveInCollection(actor: Actor, input: MoveInCollectionInput): Promise<void> {
  assertCan(actor, "image:edit");
  const { collectionId, imageId, afterId } = input;
  await db().$transaction(async (tx) => {
    const [collection] = await tx.$queryRaw<{ name: string }[]>`
      SELECT "name" FROM "Collection" WHERE "id" = ${collectionId}::uuid FOR UPDATE`;
    if (!collection) throw notHere();
    const place = (await placeAfter(tx, input)) ?? (await spreadOut(tx, input));
    const { count } = await tx.collectionImage.updateMany({
      where: { collectionId, imageId },
      data: { place },
    });
    if (count === 0 || imageId === afterId)
      throw new AppError(
        "CONFLICT",
        "The collection changed meanwhile. Nothing was moved. Look at it again.",
      );
    await recordAudit(tx, actor, {
      action: "collection.changed",
      subject: subject(collectionId, collection.name),
      details: { changed: ["order"] },
    });
  });
}

/** A number between the two neighbours; null when they have become too close for one. */
async function placeAfter(
  tx: Tx,
  { collectionId, imageId, afterId }: MoveInCollectionInput,
): Promise<number | null> {
  const before = afterId
    ? await tx.collectionImage.findUnique({
        where: { collectionId_imageId: { collectionId, imageId: afterId } },
        select: { place: true },
      })
    : null;
  if (afterId && !before)
    throw new AppError("CONFLICT", "The collection changed meanwhile. Nothing was moved. Look at it again.");
  const following = await tx.collectionImage.findFirst({
    where: { collectionId, imageId: { not: imageId }, ...(before && { place: { gt: before.place } }) },
    orderBy: { place: "asc" },
    select: { place: true },
  });
  if (!following) return (before?.place ?? 0) + 1;
  const low = before?.place ?? following.place - 2;
  const middle = (low + following.place) / 2;
  return middle > low && middle < following.place ? middle : null;
}

/** Gives everybody a whole number again, and answers the place asked for. */
async function spreadOut(tx: Tx, input: MoveInCollectionInput): Promise<number> {
  await tx.$executeRaw`
    UPDATE "CollectionImage" member SET "place" = ordered."at"
    FROM (SELECT "imageId", row_number() OVER (ORDER BY "place", "imageId") AS "at" FROM "CollectionImage"
      WHERE "collectionId" = ${input.collectionId}::uuid) ordered
    WHERE member."collectionId" = ${input.collectionId}::uuid AND member."imageId" = ordered."imageId"`;
  return (await placeAfter(tx, input)) ?? 0;
}
