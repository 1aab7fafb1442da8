import "server-only";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { searchTextOf } from "@/lib/images/search";
import type { LeakEntry } from "@/lib/leaks/schema";
import { linkColumns, toRows } from "@/lib/links/rows";

const othersShown = 20;

export const entryColumns = {
  linkId: true,
  imageId: true,
  imageName: true,
  cloudflareId: true,
  variantId: true,
  expiresAt: true,
  signatureHash: true,
  key: { select: { name: true, goneAt: true } },
  image: { select: { name: true } },
  link: { select: linkColumns },
} satisfies Prisma.LinkItemSelect;
export type EntryRow = Prisma.LinkItemGetPayload<{ select: typeof entryColumns }>;

export type Variants = ReadonlyMap<string, { alwaysPublic: boolean }>;

/** The entries that these signatures were made for, by the hash that the ledger keeps of each, replaced ones too. */
export const entriesBySignature = (hashes: Uint8Array<ArrayBuffer>[]): Promise<EntryRow[]> =>
  readEntries({ signatureHash: { in: hashes } });

type Parts = { cloudflareId: string; variantId: string; expiresAt: Date };

/** The entries that have exactly these images, variants and ends. Each holder has a second of their own. */
export const entriesByParts = async (parts: Parts[]): Promise<EntryRow[]> =>
  parts.length === 0 ? [] : readEntries({ signatureHash: { not: null }, OR: parts });

async function readEntries(where: {
  signatureHash: { in: Uint8Array<ArrayBuffer>[] } | { not: null };
  OR?: Parts[];
}): Promise<EntryRow[]> {
  const [items, past] = await Promise.all([
    db().linkItem.findMany({ where, select: entryColumns }),
    db().pastItem.findMany({ where }),
  ]);
  if (past.length === 0) return items;
  const [links, keys] = await Promise.all([
    db().link.findMany({ where: { id: { in: past.map(({ linkId }) => linkId) } }, select: linkColumns }),
    db().signingKey.findMany({ where: { id: { in: past.flatMap(({ keyId }) => keyId ?? []) } } }),
  ]);
  const replaced = past.flatMap((row) => {
    const link = links.find(({ id }) => id === row.linkId);
    const key = keys.find(({ id }) => id === row.keyId) ?? null;
    return link ? [{ ...row, link, key, image: null }] : [];
  });
  return [...items, ...replaced];
}

/** The gated links that forwarded to these signatures, as entries of the ledger; two where they did so in one second. */
export async function forwardsBySignature(hashes: Uint8Array<ArrayBuffer>[]): Promise<EntryRow[]> {
  const rows = await db().linkForward.findMany({
    where: { signatureHash: { in: hashes } },
    include: { link: { select: linkColumns } },
  });
  return rows.map((row) => ({ ...row, imageId: null, imageName: "", key: null, image: null }));
}

type Holder = Pick<EntryRow["link"], "recipient" | "contactId">;

/** What the holder of an entry can still open besides it, next end first; at most 20. */
export async function othersOf(
  { link: { recipient, contactId }, besides }: { link: Holder; besides: Prisma.LinkItemWhereInput },
  now: Date,
): Promise<EntryRow[]> {
  // Where no contact is known the trigram index finds the name, and the name itself decides.
  const holder = contactId ? { contactId } : { searchText: { contains: searchTextOf(recipient) }, recipient };
  return db().linkItem.findMany({
    where: {
      expiresAt: { gt: now },
      imageId: { not: null },
      OR: [{ keyId: null }, { key: { goneAt: null } }],
      link: { ...holder, revokedAt: null },
      NOT: besides,
    },
    orderBy: { expiresAt: "asc" },
    take: othersShown,
    select: entryColumns,
  });
}

/** As the screen shows them, in the same order. */
export async function toEntries(rows: readonly EntryRow[], now: Date): Promise<LeakEntry[]> {
  const links = await toRows(
    rows.map(({ link }) => link),
    now,
  );
  return rows.map((row, at) => {
    const { linkId, link, key, image, imageId, variantId, expiresAt: endsAt } = row;
    const { recipient, purpose, createdAt } = link;
    return {
      linkId,
      status: links[at]?.status ?? "dead",
      reason: links[at]?.reason ?? null,
      recipient,
      purpose,
      issuedBy: link.issuedBy.name,
      createdAt,
      endsAt,
      imageId,
      imageName: image?.name ?? row.imageName,
      images: links[at]?.images ?? 0,
      variantId,
      keyName: key?.name ?? "",
    };
  });
}
