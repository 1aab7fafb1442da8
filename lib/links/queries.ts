import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { pictureSigner } from "@/lib/images/card";
import { cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import { type ImageCount, ownVariantIds, ownVariants } from "@/lib/images/schema";
import { atOnce, type CountLinksInput } from "@/lib/links/changes-schema";
import type { LinkChoices } from "@/lib/links/choices-schema";
import { readQuestion } from "@/lib/links/match";
import { linkColumns, toRows } from "@/lib/links/rows";
import { type LinkPage, type LinkQuery, type LinkRow, maxLinkDays } from "@/lib/links/schema";
import { targetWhere } from "@/lib/links/targets";

const pageSize = 50;
/** One image rarely has more; the ledger page shows all. */
const imageLinksShown = 200;

/** One page of the ledger: newest first, what ends next, or by recipient. */
export async function listLinks(actor: Actor, query: LinkQuery): Promise<LinkPage> {
  assertCan(actor, "link:view");
  const now = clock.now();
  const { where, named } = await readQuestion(query, now, actor.id);
  if (!where) return { links: [], next: null, named };
  const { column, direction, standing } = orders[query.sort];
  const sort = `links ${query.sort}`;
  const cursor = decodeCursor(query.cursor, sort);
  const value = cursor && (column === "recipientSort" ? cursor.value : cursorTime(cursor));
  const [from, back] = direction === "asc" ? (["gte", "lte"] as const) : (["lte", "gte"] as const);
  const place: Prisma.LinkWhereInput =
    cursor && value
      ? { [column]: { [from]: value }, NOT: { [column]: value, id: { [back]: cursor.id } } }
      : {};
  const links = await db().link.findMany({
    where: { AND: [where, place, standing(now)] },
    orderBy: [{ [column]: direction }, { id: direction }],
    take: pageSize + 1,
    select: { ...linkColumns, recipientSort: true },
  });
  const shown = links.slice(0, pageSize);
  const last = links.length > pageSize ? shown.at(-1) : undefined;
  const at = last && { recipientSort: last.recipientSort, ...isoTimes(last) }[column];
  const next = last && at ? encodeCursor({ sort, direction: "after", value: at, id: last.id }) : null;
  return {
    links: await toRows(
      shown.map(({ recipientSort: _, ...link }) => link),
      now,
    ),
    next,
    named,
  };
}

const isoTimes = ({ createdAt, endsAt }: { createdAt: Date; endsAt: Date }) => ({
  createdAt: createdAt.toISOString(),
  endsAt: endsAt.toISOString(),
});

type Order = {
  column: "createdAt" | "endsAt" | "recipientSort";
  direction: "asc" | "desc";
  /** What has no place in the order. */
  standing: (now: Date) => Prisma.LinkWhereInput;
};
const orders: Record<LinkQuery["sort"], Order> = {
  newest: { column: "createdAt", direction: "desc", standing: () => ({}) },
  // What ended is no answer to what ends next.
  ends: { column: "endsAt", direction: "asc", standing: (now) => ({ endsAt: { gt: now } }) },
  recipient: { column: "recipientSort", direction: "asc", standing: () => ({}) },
};

/** Links are counted up to here; beyond, a view says so. */
const countedTo = 1000;

/** How many links a question finds; days in it are those of the zone. */
export async function countLinksOf(
  actor: Actor,
  { question, zone }: { question: string; zone: string },
): Promise<ImageCount> {
  assertCan(actor, "link:view");
  const { where } = await readQuestion({ q: question, zone }, clock.now(), actor.id);
  const found = where ? await db().link.count({ where, take: countedTo + 1 }) : 0;
  return { total: Math.min(found, countedTo), capped: found > countedTo, about: null };
}

/** How many links a change would ask; `more` when they are more than are changed in one go. */
export async function countTargets(
  actor: Actor,
  { target, act }: CountLinksInput,
): Promise<{ links: number; more: boolean; direct: number }> {
  assertCan(actor, "link:create");
  const now = clock.now();
  const where = await targetWhere(target, { act, now });
  const running: Prisma.LinkWhereInput = { mode: "direct", revokedAt: null, endsAt: { gt: now } };
  const [found, direct] = where
    ? await Promise.all([
        db().link.count({ where, take: atOnce + 1 }),
        db().link.count({ where: { AND: [where, running] }, take: atOnce }),
      ])
    : [0, 0];
  return { links: Math.min(found, atOnce), more: found > atOnce, direct };
}

/** What a row of the ledger's file has besides the row: who holds it, and the names of all its pictures. */
export async function listLinkExtras(actor: Actor, { linkIds }: { linkIds: string[] }) {
  assertCan(actor, "link:view");
  const links = await db().link.findMany({
    where: { id: { in: linkIds } },
    select: {
      id: true,
      contact: { select: { organisation: true, address: true } },
      items: {
        orderBy: { position: "asc" },
        select: { imageName: true, cloudflareId: true, image: { select: { name: true } } },
      },
    },
  });
  return new Map(
    links.map(({ id, contact, items }) => {
      // A picture in several variants is one picture.
      const names = new Map(items.map((item) => [item.cloudflareId, item.image?.name ?? item.imageName]));
      const { organisation = "", address = "" } = contact ?? {};
      return [id, { organisation, address, pictures: [...names.values()] }];
    }),
  );
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
        goneAt: true,
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
    !row.goneAt &&
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
