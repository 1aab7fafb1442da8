import "server-only";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

type Question = { keyId: string; now: Date };

/** The signed addresses that still open something and would not without this key. */
export const victimsWhere = ({ keyId, now }: Question): Prisma.LinkItemWhereInput => ({
  keyId,
  expiresAt: { gt: now },
  imageId: { not: null },
  link: { revokedAt: null },
});

export async function countVictims(tx: Tx, { keyId, now }: Question) {
  const [counted] = await tx.$queryRaw<{ links: number; images: number; holders: number }[]>`
    SELECT count(*)::int AS links, count(DISTINCT item."imageId")::int AS images,
      count(DISTINCT coalesce(link."contactId"::text, link."recipient"))::int AS holders
    FROM "LinkItem" item JOIN "Link" link ON link."id" = item."linkId" AND link."revokedAt" IS NULL
    WHERE item."keyId" = ${keyId}::uuid AND item."expiresAt" > ${now} AND item."imageId" IS NOT NULL`;
  return counted ?? { links: 0, images: 0, holders: 0 };
}
