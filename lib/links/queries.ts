import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import { searchPatterns } from "@/lib/images/search";
import { type KnownVariants, statusWhere } from "@/lib/links/filter";
import { linkStatus } from "@/lib/links/rules";
import type { LinkPage, LinkQuery, LinkRow } from "@/lib/links/schema";

const pageSize = 50;
/** One image rarely has more; the ledger page shows all. */
const imageLinksShown = 200;

const columns = {
  id: true,
  purpose: true,
  recipient: true,
  note: true,
  endsAt: true,
  revokedAt: true,
  createdAt: true,
  issuedBy: { select: { name: true } },
  items: {
    take: 1,
    select: {
      imageId: true,
      imageName: true,
      variantId: true,
      key: { select: { name: true, goneAt: true } },
      image: { select: { name: true, requireSignedUrls: true, state: true } },
    },
  },
} satisfies Prisma.LinkSelect;
type Stored = Prisma.LinkGetPayload<{ select: typeof columns }>;

async function readVariants(): Promise<KnownVariants> {
  const rows = await db().variant.findMany({ select: { id: true, alwaysPublic: true } });
  const idsWhere = (alwaysPublic: boolean) =>
    rows.filter((row) => row.alwaysPublic === alwaysPublic).map(({ id }) => id);
  return { ordinary: idsWhere(false), alwaysPublic: idsWhere(true) };
}

function variantState(id: string, variants: KnownVariants): "ordinary" | "always-public" | "gone" {
  if (variants.ordinary.includes(id)) return "ordinary";
  return variants.alwaysPublic.includes(id) ? "always-public" : "gone";
}

function toRow(link: Stored, variants: KnownVariants, now: Date): LinkRow[] {
  const [item] = link.items;
  if (!item) return [];
  const { status, reason } = linkStatus(
    {
      endsAt: link.endsAt,
      revokedAt: link.revokedAt,
      keyGoneAt: item.key.goneAt,
      keyName: item.key.name,
      image: item.image && {
        open: !item.image.requireSignedUrls,
        deleting: item.image.state === "deleting",
      },
      variantId: item.variantId,
      variant: variantState(item.variantId, variants),
    },
    now,
  );
  const { id, purpose, recipient, note, endsAt, createdAt } = link;
  const imageName = item.image?.name ?? item.imageName;
  const { imageId, variantId } = item;
  const names = { issuedBy: link.issuedBy.name, imageName, keyName: item.key.name };
  return [{ id, status, reason, purpose, recipient, note, ...names, imageId, variantId, endsAt, createdAt }];
}

/** One page of the ledger, newest first. `q` is looked for in purpose, recipient and image name. */
export async function listLinks(actor: Actor, query: LinkQuery): Promise<LinkPage> {
  assertCan(actor, "link:view");
  const now = clock.now();
  const patterns = searchPatterns(query.q);
  if (!patterns) return { links: [], next: null };
  const variants = await readVariants();
  const cursor = decodeCursor(query.cursor, "links");
  const createdAt = cursorTime(cursor);
  const links = await db().link.findMany({
    where: {
      AND: [
        query.status === "all" ? {} : statusWhere(query.status, variants, now),
        ...patterns.map((pattern) => ({ searchText: { contains: pattern } })),
        cursor && createdAt
          ? { createdAt: { lte: createdAt }, NOT: { createdAt, id: { gte: cursor.id } } }
          : {},
      ],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: pageSize + 1,
    select: columns,
  });
  const shown = links.slice(0, pageSize);
  const last = links.length > pageSize ? shown.at(-1) : undefined;
  const next = last
    ? encodeCursor({ sort: "links", direction: "after", value: last.createdAt.toISOString(), id: last.id })
    : null;
  return { links: shown.flatMap((link) => toRow(link, variants, now)), next };
}

/** The links of one image, newest first; at most 200. */
export async function listImageLinks(actor: Actor, { imageId }: { imageId: string }): Promise<LinkRow[]> {
  assertCan(actor, "link:view");
  const variants = await readVariants();
  const links = await db().link.findMany({
    where: { items: { some: { imageId } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: imageLinksShown,
    select: columns,
  });
  return links.flatMap((link) => toRow(link, variants, clock.now()));
}
