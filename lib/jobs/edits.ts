import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { imageSearchText } from "@/lib/images/search";
import { type Values, valuesBefore } from "@/lib/jobs/rules";
import type { SubjectRow } from "@/lib/jobs/subjects";

/** Writes new values to an image that the caller holds, with its event. Answers what they were before. */
export async function applyEdit(
  tx: Tx,
  actor: Actor,
  { image, set, jobId }: { image: SubjectRow; set: Values; jobId: string },
): Promise<Values> {
  const before = valuesBefore(image, set);
  if (set.collectionId !== undefined && set.collected !== undefined)
    Object.assign(before, await moveMember(tx, image.id, set as Member));
  const { tags, credit } = set;
  const days = (["rightsFrom", "rightsUntil", "embargoUntil"] as const).filter((key) => key in set);
  const columns = {
    ...(tags && { tags, searchText: imageSearchText({ ...image, tags }) }),
    ...(credit !== undefined && { credit }),
    ...Object.fromEntries(days.map((key) => [key, set[key] ? new Date(set[key] as string) : null])),
  };
  if (Object.keys(columns).length > 0)
    await tx.image.update({ where: { id: image.id }, data: { ...columns, version: { increment: 1 } } });
  await recordAudit(tx, actor, {
    action: "image.edited",
    subject: { type: "image", id: image.id, name: image.name },
    details: { changed: namesOf(set), job: jobId },
  });
  return before;
}

type Member = { collectionId: string; collected: boolean; place?: number };

/** In at the end, or where it was; out with its place remembered. */
async function moveMember(
  tx: Tx,
  imageId: string,
  { collectionId, collected, place }: Member,
): Promise<Values> {
  if (!collected) {
    const was = await tx.collectionImage.delete({
      where: { collectionId_imageId: { collectionId, imageId } },
      select: { place: true },
    });
    return { place: was.place };
  }
  await tx.$queryRaw`SELECT 1 FROM "Collection" WHERE "id" = ${collectionId}::uuid FOR NO KEY UPDATE`;
  const { _max } = await tx.collectionImage.aggregate({ where: { collectionId }, _max: { place: true } });
  await tx.collectionImage.create({
    data: { collectionId, imageId, place: place ?? Math.floor(_max.place ?? 0) + 1 },
  });
  return {};
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
