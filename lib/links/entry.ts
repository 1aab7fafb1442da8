import "server-only";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { pictureSigner } from "@/lib/images/card";
import { ownVariants } from "@/lib/images/schema";
import { linkColumns, toRows } from "@/lib/links/rows";
import type { LinkEntry } from "@/lib/links/schema";
import { mayChange } from "@/lib/links/targets";

const itemsShown = 200;
const openingsShown = 50;

/** Everything the page of one entry shows; null when there is none. Neither password nor token is in it. */
export async function getLink(actor: Actor, { linkId }: { linkId: string }): Promise<LinkEntry | null> {
  assertCan(actor, "link:view");
  const link = await db().link.findUnique({
    where: { id: linkId },
    select: {
      ...linkColumns,
      message: true,
      terms: true,
      allowDownload: true,
      passwordHash: true,
      revokedBy: { select: { name: true } },
      contact: { select: { organisation: true, address: true } },
      openings: {
        orderBy: { id: "desc" },
        take: openingsShown,
        select: { id: true, at: true, client: true, preview: true },
      },
      requests: {
        where: { answeredAt: null },
        orderBy: { at: "desc" },
        select: { id: true, at: true, message: true },
      },
    },
  });
  if (!link) return null;
  const { message, terms, allowDownload, passwordHash, revokedBy, contact, openings, requests, ...stored } =
    link;
  const [[row], items] = await Promise.all([toRows([stored], clock.now()), readItems(linkId)]);
  if (!row) return null;
  return {
    ...row,
    organisation: contact?.organisation ?? "",
    address: contact?.address ?? "",
    message,
    terms,
    allowDownload,
    hasPassword: passwordHash !== null,
    paused: stored.pausedAt !== null,
    revokedAt: stored.revokedAt,
    revokedBy: revokedBy?.name ?? null,
    items,
    openings: openings.map((opening) => ({ ...opening, id: String(opening.id) })),
    requests,
    mayChange: can(actor, "link:create") && mayChange(actor, stored) === null,
  };
}

async function readItems(linkId: string): Promise<LinkEntry["items"]> {
  const [sign, rows] = await Promise.all([
    pictureSigner(),
    db().linkItem.findMany({
      where: { linkId },
      orderBy: { position: "asc" },
      take: itemsShown,
      select: {
        position: true,
        imageId: true,
        imageName: true,
        cloudflareId: true,
        variantId: true,
        image: { select: { name: true, width: true, height: true, placeholder: true } },
      },
    }),
  ]);
  return rows.map(({ position, imageId, imageName, cloudflareId, variantId, image }) => ({
    position,
    imageId,
    variantId,
    name: image?.name ?? imageName,
    width: image?.width ?? null,
    height: image?.height ?? null,
    placeholder: image?.placeholder ?? null,
    thumbUrl: imageId ? sign(cloudflareId, ownVariants.thumb.id) : null,
  }));
}

/** Who may answer for links, by name: for filters and for handing over. */
export async function listIssuers(actor: Actor): Promise<{ id: string; name: string; running: number }[]> {
  assertCan(actor, "link:view");
  const [people, counts] = await Promise.all([
    db().user.findMany({
      where: { OR: [{ role: { not: "viewer" }, disabledAt: null }, { links: { some: {} } }] },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: 200,
      select: { id: true, name: true },
    }),
    db().link.groupBy({
      by: ["issuedById"],
      where: { revokedAt: null, endsAt: { gt: clock.now() } },
      _count: true,
    }),
  ]);
  return people.map((person) => ({
    ...person,
    running: counts.find(({ issuedById }) => issuedById === person.id)?._count ?? 0,
  }));
}
