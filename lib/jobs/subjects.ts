import "server-only";
import { db, type Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Subject } from "@/lib/jobs/rules";

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

/** Images as acts see them, by id; those that are gone are absent. */
export async function readSubjects(
  imageIds: string[],
  collectionId: string | null,
  tx: Tx = db(),
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

/** One image, and nobody else changes it until this transaction ends. */
export async function holdSubject(
  tx: Tx,
  imageId: string,
  collectionId: string | null,
): Promise<SubjectRow | null> {
  await tx.$queryRaw`SELECT 1 FROM "Image" WHERE "id" = ${imageId}::uuid FOR NO KEY UPDATE`;
  return (await readSubjects([imageId], collectionId, tx)).get(imageId) ?? null;
}
