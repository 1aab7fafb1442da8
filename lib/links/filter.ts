import type { Prisma } from "@/lib/generated/prisma/client";
import { endingMs } from "@/lib/links/rules";
import type { LinkStatus } from "@/lib/links/schema";

export type KnownVariants = { ordinary: string[]; alwaysPublic: string[] };

/** The links with a status, as a condition: `linkStatus` in SQL. Each link has one item. */
export function statusWhere(status: LinkStatus, variants: KnownVariants, now: Date): Prisma.LinkWhereInput {
  const running = { revokedAt: null, endsAt: { gt: now } };
  const known = [...variants.ordinary, ...variants.alwaysPublic];
  const usable = { imageId: { not: null }, key: { goneAt: null }, variantId: { in: known } };
  const needed = { ...usable, variantId: { in: variants.ordinary }, image: { requireSignedUrls: true } };
  const soon = new Date(now.getTime() + endingMs);
  switch (status) {
    case "revoked":
      return { revokedAt: { not: null } };
    case "ended":
      return { revokedAt: null, endsAt: { lte: now } };
    case "dead":
      return {
        ...running,
        items: {
          some: {
            OR: [{ imageId: null }, { key: { goneAt: { not: null } } }, { variantId: { notIn: known } }],
          },
        },
      };
    case "moot":
      return {
        ...running,
        items: {
          some: {
            ...usable,
            OR: [{ image: { requireSignedUrls: false } }, { variantId: { in: variants.alwaysPublic } }],
          },
        },
      };
    case "ending":
      return { revokedAt: null, endsAt: { gt: now, lte: soon }, items: { some: needed } };
    case "live":
      return { revokedAt: null, endsAt: { gt: soon }, items: { some: needed } };
  }
}
