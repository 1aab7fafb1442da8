import "server-only";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { liveItemsOfImages } from "@/lib/links/live";

type Question = { keyId: string; now: Date };

/** Signed addresses that have not ended: what a key carries, also what opens without it today and may not tomorrow. */
export const carriedWhere = ({ keyId, now }: Question): Prisma.LinkItemWhereInput => ({
  keyId,
  expiresAt: { gt: now },
  imageId: { not: null },
  link: { revokedAt: null },
});

/** How many links have such addresses, and when the last of them ends; by key. */
export const countCarried = (tx: Tx, { keyIds, now }: { keyIds: string[]; now: Date }) =>
  tx.$queryRaw<{ keyId: string; links: number; lastEnd: Date }[]>`
    SELECT item."keyId", count(DISTINCT item."linkId")::int AS links, max(item."expiresAt") AS "lastEnd"
    FROM "LinkItem" item JOIN "Link" link ON link."id" = item."linkId" AND link."revokedAt" IS NULL
    WHERE item."keyId" = ANY(${keyIds}::uuid[]) AND item."expiresAt" > ${now} AND item."imageId" IS NOT NULL
    GROUP BY item."keyId"`;

/** Those of them that get a new address: none that a re-sealing is taking back just now, and none of the links left out. */
export async function reissueWhere(
  tx: Tx,
  { without = [], ...question }: Question & { without?: string[] | undefined },
): Promise<Prisma.LinkItemWhereInput> {
  const stopping = await tx.reseal.findMany({
    where: { finishedAt: null, stopLinks: { isEmpty: false } },
    select: { oldCloudflareId: true, stopLinks: true },
  });
  const taken = stopping.map(({ oldCloudflareId, stopLinks }) => ({
    cloudflareId: oldCloudflareId,
    linkId: { in: stopLinks },
  }));
  return { ...carriedWhere(question), NOT: { OR: [{ linkId: { in: without } }, ...taken] } };
}

/** Whether a re-sealing that is not over stops an item (as `item`). */
export const takenBack = Prisma.sql`EXISTS (SELECT 1 FROM "Reseal" reseal
  WHERE reseal."finishedAt" IS NULL AND reseal."oldCloudflareId" = item."cloudflareId"
    AND item."linkId" = ANY(reseal."stopLinks"))`;

/** The live items of a key (as `item`): they open something and would not without it. */
export const victimItems = ({ keyId, now }: Question) =>
  Prisma.sql`${liveItemsOfImages(now)} AND item."keyId" = ${keyId}::uuid`;

/** The live links of a key, their images and the people who hold them. */
export async function countVictims(tx: Tx, question: Question) {
  const [counted] = await tx.$queryRaw<{ links: number; images: number; holders: number }[]>`
    SELECT count(DISTINCT item."linkId")::int AS links, count(DISTINCT item."imageId")::int AS images,
      count(DISTINCT coalesce(link."contactId"::text, link."recipient"))::int AS holders
    FROM ${victimItems(question)}`;
  return counted ?? { links: 0, images: 0, holders: 0 };
}
