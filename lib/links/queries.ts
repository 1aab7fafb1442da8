import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { pictureSigner } from "@/lib/images/card";
import { cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import { ownVariantIds, ownVariants } from "@/lib/images/schema";
import { searchPatterns } from "@/lib/images/search";
import { statusWhere } from "@/lib/links/filter";
import { linkColumns, readVariants, toRows } from "@/lib/links/rows";
import {
  type LinkChoices,
  type LinkPage,
  type LinkQuery,
  type LinkRow,
  maxLinkDays,
} from "@/lib/links/schema";

const pageSize = 50;
/** One image rarely has more; the ledger page shows all. */
const imageLinksShown = 200;

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
    select: linkColumns,
  });
  const shown = links.slice(0, pageSize);
  const last = links.length > pageSize ? shown.at(-1) : undefined;
  const next = last
    ? encodeCursor({ sort: "links", direction: "after", value: last.createdAt.toISOString(), id: last.id })
    : null;
  return { links: await toRows(shown, now), next };
}

/** The links of one image, newest first; at most 200. */
export async function listImageLinks(actor: Actor, { imageId }: { imageId: string }): Promise<LinkRow[]> {
  assertCan(actor, "link:view");
  const links = await db().link.findMany({
    where: { items: { some: { imageId } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: imageLinksShown,
    select: linkColumns,
  });
  return toRows(links, clock.now());
}

/** What can be put into a link of these images, in their order. */
export async function getLinkChoices(
  actor: Actor,
  { imageIds }: { imageIds: string[] },
): Promise<LinkChoices> {
  assertCan(actor, "link:create");
  const [rows, variants, sign] = await Promise.all([
    db().image.findMany({
      where: { id: { in: imageIds } },
      select: {
        id: true,
        name: true,
        state: true,
        cloudflareId: true,
        requireSignedUrls: true,
        privacyPendingAt: true,
        trashedAt: true,
        width: true,
        height: true,
        placeholder: true,
        hasLocation: true,
      },
    }),
    db().variant.findMany({
      where: { alwaysPublic: false, id: { notIn: [...ownVariantIds] } },
      orderBy: { id: "asc" },
      select: { id: true, fit: true, width: true, height: true, metadata: true },
    }),
    pictureSigner(),
  ]);
  const found = imageIds.flatMap((id) => rows.find((row) => row.id === id) ?? []);
  const fits = (row: (typeof rows)[number]) =>
    row.state === "ready" &&
    row.requireSignedUrls &&
    !row.privacyPendingAt &&
    !row.trashedAt &&
    row.cloudflareId !== null;
  const first = found.find(fits);
  return {
    images: found.filter(fits).map(({ id, name, width, height, placeholder, hasLocation, cloudflareId }) => ({
      ...{ id, name, width, height, placeholder, hasLocation },
      thumbUrl: cloudflareId && sign(cloudflareId, ownVariants.thumb.id),
    })),
    left: found.filter((row) => !fits(row)).map(({ name }) => name),
    variants: variants.map((variant) => ({
      ...variant,
      previewUrl: first?.cloudflareId ? sign(first.cloudflareId, variant.id) : null,
    })),
    maxDays: maxLinkDays[actor.role],
  };
}
