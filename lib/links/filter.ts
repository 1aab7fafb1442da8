import type { Prisma } from "@/lib/generated/prisma/client";
import { endingMs } from "@/lib/links/rules";
import type { LinkStatus } from "@/lib/links/schema";

export type KnownVariants = { ordinary: string[]; alwaysPublic: string[] };

/** The links with a status, as a condition: `linkStatus` in SQL. */
export function statusWhere(status: LinkStatus, variants: KnownVariants, now: Date): Prisma.LinkWhereInput {
  const known = [...variants.ordinary, ...variants.alwaysPublic];
  // An item of a gated link has no key that could be gone, and opens nothing that is in the trash.
  const usable: Prisma.LinkItemWhereInput = {
    imageId: { not: null },
    variantId: { in: known },
    OR: [{ keyId: null, image: { trashedAt: null } }, { key: { goneAt: null } }],
  };
  const needed = { ...usable, variantId: { in: variants.ordinary }, image: { requireSignedUrls: true } };
  const running = { revokedAt: null, endsAt: { gt: now } };
  const opening = { ...running, items: { some: needed } };
  const started = {
    ...opening,
    usedUpAt: null,
    pausedAt: null,
    OR: [{ startsAt: null }, { startsAt: { lte: now } }],
  };
  const soon = new Date(now.getTime() + endingMs);
  switch (status) {
    case "revoked":
      return { revokedAt: { not: null } };
    case "ended":
      return { revokedAt: null, endsAt: { lte: now } };
    case "dead":
      return { ...running, items: { none: usable } };
    case "moot":
      return { ...running, AND: [{ items: { none: needed } }, { items: { some: usable } }] };
    case "used":
      return { ...opening, usedUpAt: { not: null } };
    case "paused":
      return { ...opening, usedUpAt: null, pausedAt: { not: null } };
    case "waiting":
      return { ...opening, usedUpAt: null, pausedAt: null, startsAt: { gt: now } };
    case "ending":
      return { ...started, endsAt: { gt: now, lte: soon } };
    case "live":
      return { ...started, endsAt: { gt: soon } };
  }
}
