import type { Prisma } from "@/lib/generated/prisma/client";
import { endingMs, visitMs } from "@/lib/links/rules";
import type { LinkStatus } from "@/lib/links/schema";

export type KnownVariants = { ordinary: string[]; alwaysPublic: string[] };

/** An item that opens something, whether that needs the link or not. */
export function usableItem({ ordinary, alwaysPublic }: KnownVariants): Prisma.LinkItemWhereInput {
  return {
    imageId: { not: null },
    image: { goneAt: null },
    variantId: { in: [...ordinary, ...alwaysPublic] },
    // One of a gated link has no key that could be gone, and opens nothing that is in the trash.
    OR: [{ keyId: null, image: { trashedAt: null } }, { key: { goneAt: null } }],
  };
}

/** An item that opens what nobody could see without it. */
export const neededItem = (variants: KnownVariants): Prisma.LinkItemWhereInput => ({
  ...usableItem(variants),
  variantId: { in: variants.ordinary },
  image: { goneAt: null, requireSignedUrls: true },
});

const running = (now: Date): Prisma.LinkWhereInput => ({ revokedAt: null, endsAt: { gt: now } });

const opening = (variants: KnownVariants, now: Date, only: Prisma.LinkItemWhereInput = {}) => ({
  ...running(now),
  items: { some: { AND: [neededItem(variants), only] } },
});

/**
 * The one meaning of a live link: it opens what nobody could see without it, now, or by itself later, or when it is
 * resumed; one that is used up, while whoever was let in last may look. `live.ts` says the same of its items in SQL, and a test holds the two together. `only` narrows the items.
 */
export const liveWhere = (
  variants: KnownVariants,
  now: Date,
  only: Prisma.LinkItemWhereInput = {},
): Prisma.LinkWhereInput => ({
  ...opening(variants, now, only),
  OR: [{ usedUpAt: null }, { usedUpAt: { gt: new Date(now.getTime() - visitMs) } }],
});

/**
 * The links with a status, as a condition: `linkStatus` in SQL. `among`: only some links are meant, and the items of
 * others need not be read.
 */
export function statusWhere(
  status: LinkStatus,
  variants: KnownVariants,
  now: Date,
  among?: readonly string[],
): Prisma.LinkWhereInput {
  const theirs = among ? { linkId: { in: [...among] } } : {};
  const usable = { ...usableItem(variants), ...theirs };
  const needed = { ...neededItem(variants), ...theirs };
  const open = { ...opening(variants, now), usedUpAt: null };
  const started = { ...open, pausedAt: null, OR: [{ startsAt: null }, { startsAt: { lte: now } }] };
  const soon = new Date(now.getTime() + endingMs);
  switch (status) {
    case "revoked":
      return { revokedAt: { not: null } };
    case "ended":
      return { revokedAt: null, endsAt: { lte: now } };
    case "dead":
      return { ...running(now), items: { none: usable } };
    case "moot":
      return { ...running(now), AND: [{ items: { none: needed } }, { items: { some: usable } }] };
    case "used":
      return { ...open, usedUpAt: { not: null } };
    case "paused":
      return { ...open, pausedAt: { not: null } };
    case "waiting":
      return { ...open, pausedAt: null, startsAt: { gt: now } };
    case "ending":
      return { ...started, endsAt: { gt: now, lte: soon } };
    case "live":
      return { ...started, endsAt: { gt: soon } };
  }
}
