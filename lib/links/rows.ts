import "server-only";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { readContents } from "@/lib/links/contents";
import type { KnownVariants } from "@/lib/links/filter";
import { linkStatus, readUntil, stopOf } from "@/lib/links/rules";
import type { LinkRow } from "@/lib/links/schema";

/** The columns a row of the ledger is made of. */
export const linkColumns = {
  id: true,
  mode: true,
  purpose: true,
  recipient: true,
  contactId: true,
  note: true,
  startsAt: true,
  endsAt: true,
  revokedAt: true,
  revokeReason: true,
  pausedAt: true,
  usedUpAt: true,
  createdAt: true,
  opens: true,
  maxOpens: true,
  lastOpenedAt: true,
  issuedById: true,
  issuedBy: { select: { name: true } },
} satisfies Prisma.LinkSelect;
export type StoredLink = Prisma.LinkGetPayload<{ select: typeof linkColumns }>;

export async function readVariants(): Promise<KnownVariants> {
  return knownVariants(await db().variant.findMany({ select: { id: true, alwaysPublic: true } }));
}

/** The account's variants as the status of a link asks for them. */
export function knownVariants(rows: { id: string; alwaysPublic: boolean }[]): KnownVariants {
  const idsWhere = (alwaysPublic: boolean) =>
    rows.filter((row) => row.alwaysPublic === alwaysPublic).map(({ id }) => id);
  return { ordinary: idsWhere(false), alwaysPublic: idsWhere(true) };
}

/** What was read as rows with their status, in the same order; one more query for all of them. */
export async function toRows(links: StoredLink[], now: Date): Promise<LinkRow[]> {
  const contentsOf = await readContents(links.map(({ id }) => id));
  return links.map((link) => {
    const { revokedAt, revokeReason, pausedAt, usedUpAt, issuedBy, ...shown } = link;
    const contents = contentsOf(link.id);
    const { imageId, imageName, images, variantIds, keyNames } = contents;
    const standing = linkStatus({ ...link, items: contents }, now);
    const until = readUntil(link, standing.status, now);
    return {
      ...shown,
      ...standing,
      readUntil: until,
      stop: stopOf({ mode: link.mode, status: standing.status, readUntil: until }),
      issuedBy: issuedBy.name,
      imageId,
      imageName,
      images,
      variantIds,
      keyName: keyNames.join(", "),
    };
  });
}
