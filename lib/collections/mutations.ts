import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import type {
  ChooseCoverInput,
  CollectionIdInput,
  CreateCollectionInput,
  EditCollectionInput,
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

/** Changes name and description, if nobody else did since `version` was read. */
export async function editCollection(actor: Actor, input: EditCollectionInput): Promise<void> {
  assertCan(actor, "image:edit");
  const { collectionId: id, version, name, description } = input;
  await db().$transaction(async (tx) => {
    await assertFree(tx, name, id);
    const { count } = await tx.collection.updateMany({
      where: { id, version },
      data: { name, folded: foldedName(name), description, version: { increment: 1 } },
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

/** Shows one of its images for it, or its first one again. Throws INVALID for an image that is not in it. */
export async function chooseCover(actor: Actor, input: ChooseCoverInput): Promise<void> {
  assertCan(actor, "image:edit");
  const { collectionId: id, imageId: coverId } = input;
  await db().$transaction(async (tx) => {
    if (coverId && !(await tx.collectionImage.findFirst({ where: { collectionId: id, imageId: coverId } })))
      throw new AppError(
        "INVALID",
        "This image is not in the collection any more. The cover stays as it was.",
      );
    const [changed] = await tx.collection.updateManyAndReturn({
      where: { id },
      data: { coverId, version: { increment: 1 } },
      select: { name: true },
    });
    if (!changed) throw notHere();
    await recordAudit(tx, actor, {
      action: "collection.changed",
      subject: subject(id, changed.name),
      details: { changed: ["cover"] },
    });
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
