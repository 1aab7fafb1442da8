import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import type { MovedTo, MoveInCollectionInput } from "@/lib/collections/schema";
import { countShown } from "@/lib/collections/shown";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";

type Move = { collectionId: string; imageId: string; afterId: string | null };

/** Puts an image right after another one of the collection, first, or at a number. Answers of how many. */
export async function moveInCollection(actor: Actor, input: MoveInCollectionInput): Promise<MovedTo> {
  assertCan(actor, "image:edit");
  const { collectionId, imageId, to } = input;
  return db().$transaction(async (tx) => {
    const [collection] = await tx.$queryRaw<{ name: string }[]>`
      SELECT "name" FROM "Collection" WHERE "id" = ${collectionId}::uuid FOR NO KEY UPDATE`;
    if (!collection) throw new AppError("NOT_FOUND", "This collection is not here any more.");
    const afterId =
      "afterId" in to ? to.afterId : await before(tx, { collectionId, imageId, place: to.place });
    const move = { collectionId, imageId, afterId };
    const place = (await placeAfter(tx, move)) ?? (await spreadOut(tx, move));
    const { count } = await tx.collectionImage.updateMany({
      where: { collectionId, imageId },
      data: { place },
    });
    if (count === 0 || imageId === afterId) throw changed();
    await recordAudit(tx, actor, {
      action: "collection.changed",
      subject: { type: "collection", id: collectionId, name: collection.name },
      details: { changed: ["order"] },
    });
    return { of: await countShown(tx, collectionId) };
  });
}

const changed = () =>
  new AppError("CONFLICT", "The collection changed meanwhile. Nothing was moved. Look at it again.");

/** Which of the others it has to follow to have this number; null: none, it is the first. */
async function before(
  tx: Tx,
  { collectionId, imageId, place }: { collectionId: string; imageId: string; place: number },
): Promise<string | null> {
  if (place === 1) return null;
  const others = { collectionId, imageId: { not: imageId } };
  const shown = { ...others, image: { trashedAt: null } };
  const at = await tx.collectionImage.findFirst({
    where: shown,
    orderBy: [{ place: "asc" }, { imageId: "asc" }],
    skip: place - 2,
    select: { imageId: true },
  });
  // Beyond the last one it also follows what lies in the trash, which may come back.
  const last =
    at ??
    (await tx.collectionImage.findFirst({
      where: others,
      orderBy: [{ place: "desc" }, { imageId: "desc" }],
      select: { imageId: true },
    }));
  return last?.imageId ?? null;
}

/** A number between the two neighbours; null when they have become too close for one. */
async function placeAfter(tx: Tx, { collectionId, imageId, afterId }: Move): Promise<number | null> {
  const ahead = afterId
    ? await tx.collectionImage.findUnique({
        where: { collectionId_imageId: { collectionId, imageId: afterId } },
        select: { place: true },
      })
    : null;
  if (afterId && !ahead) throw changed();
  const following = await tx.collectionImage.findFirst({
    where: { collectionId, imageId: { not: imageId }, ...(ahead && { place: { gt: ahead.place } }) },
    orderBy: { place: "asc" },
    select: { place: true },
  });
  if (!following) return (ahead?.place ?? 0) + 1;
  const low = ahead?.place ?? following.place - 2;
  const middle = (low + following.place) / 2;
  return middle > low && middle < following.place ? middle : null;
}

/** Gives everybody a whole number again, and answers the place asked for. */
async function spreadOut(tx: Tx, move: Move): Promise<number> {
  await tx.$executeRaw`
    UPDATE "CollectionImage" member SET "place" = ordered."at"
    FROM (SELECT "imageId", row_number() OVER (ORDER BY "place", "imageId") AS "at" FROM "CollectionImage"
      WHERE "collectionId" = ${move.collectionId}::uuid) ordered
    WHERE member."collectionId" = ${move.collectionId}::uuid AND member."imageId" = ordered."imageId"`;
  return (await placeAfter(tx, move)) ?? 0;
}
