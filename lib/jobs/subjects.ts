import "server-only";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { collectionOf, type Subject } from "@/lib/jobs/rules";
import type { Act } from "@/lib/jobs/schema";

const columns = {
  id: true,
  name: true,
  fileName: true,
  altText: true,
  state: true,
  cloudflareId: true,
  requireSignedUrls: true,
  privacyPendingAt: true,
  probe: true,
  flips: true,
  trashedAt: true,
  tags: true,
  credit: true,
  rightsFrom: true,
  rightsUntil: true,
  embargoUntil: true,
} satisfies Prisma.ImageSelect;
export type SubjectRow = Prisma.ImageGetPayload<{ select: typeof columns }> & Subject;

/** The name of the collection that an act names; empty without one. */
export async function readAbout(tx: Tx, act: Act): Promise<string> {
  const id = collectionOf(act);
  const row = id && (await tx.collection.findUnique({ where: { id }, select: { name: true } }));
  return row ? row.name : "";
}

/** Images as acts see them, by id; those that are gone are absent. */
async function readSubjects(
  imageIds: string[],
  collectionId: string | null,
  tx: Tx,
): Promise<Map<string, SubjectRow>> {
  const [rows, members] = await Promise.all([
    tx.image.findMany({ where: { id: { in: imageIds } }, select: columns }),
    collectionId
      ? tx.collectionImage.findMany({
          where: { collectionId, imageId: { in: imageIds } },
          select: { imageId: true },
        })
      : [],
  ]);
  const collected = new Set(members.map(({ imageId }) => imageId));
  return new Map(rows.map((row) => [row.id, { ...row, collected: collected.has(row.id) }]));
}

/** Images that nobody else changes until this transaction ends; locked in one order, so that no two wait for each other. */
export async function holdSubjects(
  tx: Tx,
  imageIds: string[],
  collectionId: string | null,
): Promise<Map<string, SubjectRow>> {
  await tx.$queryRaw`
    SELECT 1 FROM "Image" WHERE "id" = ANY(${imageIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  return readSubjects(imageIds, collectionId, tx);
}

/** One of them. */
export const holdSubject = async (
  tx: Tx,
  imageId: string,
  collectionId: string | null,
): Promise<SubjectRow | null> => (await holdSubjects(tx, [imageId], collectionId)).get(imageId) ?? null;
