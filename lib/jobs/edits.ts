import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { imageSearchText } from "@/lib/images/search";
import { type Values, valuesBefore, valuesOf } from "@/lib/jobs/rules";
import type { SubjectRow } from "@/lib/jobs/subjects";

export type Edit = { image: SubjectRow; set: Values };

/**
 * Writes new values to images that the caller holds, with an event for each: a statement for all of a table. Answers
 * what each had before, in the same order.
 */
export async function applyEdits(
  tx: Tx,
  actor: Actor,
  { edits, jobId }: { edits: Edit[]; jobId: string },
): Promise<Values[]> {
  const places = await moveMembers(tx, edits);
  const written = edits.filter(({ set }) => columns.some((key) => key in set));
  if (written.length > 0) await writeColumns(tx, written);
  await recordAudit(
    tx,
    actor,
    ...edits.map(({ image, set }) => ({
      action: "image.edited" as const,
      subject: { type: "image" as const, id: image.id, name: image.name },
      details: { changed: namesOf(set), job: jobId },
    })),
  );
  return edits.map(({ image, set }) => {
    const place = places.get(image.id);
    return { ...valuesBefore(image, set), ...(place !== undefined && { place }) };
  });
}

const columns = ["tags", "credit", "rightsFrom", "rightsUntil", "embargoUntil"] as const;

/** What an image does not get anew is written as it is, which changes nothing: nobody else holds it. */
async function writeColumns(tx: Tx, edits: Edit[]): Promise<void> {
  const rows = edits.map(({ image, set }) => ({
    ...valuesOf(image),
    ...set,
    id: image.id,
    searchText: set.tags ? imageSearchText({ ...image, tags: set.tags }) : null,
  }));
  await tx.$executeRaw`
    UPDATE "Image" image SET "tags" = edit."tags", "searchText" = coalesce(edit."searchText", image."searchText"),
      "credit" = edit."credit", "rightsFrom" = edit."rightsFrom", "rightsUntil" = edit."rightsUntil",
      "embargoUntil" = edit."embargoUntil", "version" = image."version" + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS edit("id" uuid, "tags" text[], "searchText" text,
      "credit" text, "rightsFrom" timestamptz, "rightsUntil" timestamptz, "embargoUntil" timestamptz)
    WHERE image."id" = edit."id"`;
}

/** In at the end, or where it was; out with its place, which is answered. All into or out of one collection. */
async function moveMembers(tx: Tx, edits: Edit[]): Promise<Map<string, number>> {
  const moved = edits.filter(({ set }) => set.collected !== undefined);
  const collectionId = moved.find(({ set }) => set.collectionId)?.set.collectionId;
  if (!collectionId) return new Map();
  await tx.$queryRaw`SELECT 1 FROM "Collection" WHERE "id" = ${collectionId}::uuid FOR NO KEY UPDATE`;
  const leaving = moved.filter(({ set }) => !set.collected).map(({ image }) => image.id);
  const left = await tx.$queryRaw<{ imageId: string; place: number }[]>`
    DELETE FROM "CollectionImage" WHERE "collectionId" = ${collectionId}::uuid AND "imageId" = ANY(${leaving}::uuid[])
    RETURNING "imageId", "place"`;
  const coming = moved.filter(({ set }) => set.collected);
  if (coming.length > 0) {
    const { _max } = await tx.collectionImage.aggregate({ where: { collectionId }, _max: { place: true } });
    const end = Math.floor(_max.place ?? 0) + 1;
    await tx.collectionImage.createMany({
      data: coming.map(({ image, set }, at) => ({
        collectionId,
        imageId: image.id,
        place: set.place ?? end + at,
      })),
    });
  }
  return new Map(left.map(({ imageId, place }) => [imageId, place]));
}

const words: Partial<Record<keyof Values, string>> = {
  tags: "tags",
  credit: "credit",
  rightsFrom: "rights from",
  rightsUntil: "rights until",
  embargoUntil: "embargo",
  collected: "collection",
};
const namesOf = (set: Values): string[] =>
  Object.keys(set).flatMap((key) => words[key as keyof Values] ?? []);
