import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { CopyState, Handover, ResealRow } from "@/lib/reseal/schema";

const shown = 20;
const handoversShown = 100;

/** The re-sealings that stop a link, newest first; at most 20. */
export async function listReseals(
  actor: Actor,
  { imageIds, linkId }: { imageIds: string[]; linkId: string },
): Promise<ResealRow[]> {
  assertCan(actor, "leak:examine");
  // Pictures that the link has lost by now are among what it was.
  const past = await db().pastItem.findMany({
    where: { linkId, imageId: { not: null } },
    distinct: ["imageId"],
    select: { imageId: true },
  });
  const ever = [...imageIds, ...past.flatMap(({ imageId }) => imageId ?? [])];
  return db().reseal.findMany({
    where: { imageId: { in: ever }, stopLinks: { has: linkId } },
    orderBy: { startedAt: "desc" },
    take: shown,
    select: {
      id: true,
      imageId: true,
      imageName: true,
      step: true,
      reissued: true,
      failure: true,
      answer: true,
      measuredAt: true,
      startedAt: true,
      finishedAt: true,
    },
  });
}

/** New addresses that innocent holders have not been given since these re-sealings, next end first; at most 100. */
export async function listHandovers(
  actor: Actor,
  { resealIds }: { resealIds: string[] },
): Promise<Handover[]> {
  assertCan(actor, "leak:examine");
  const reseals = await db().reseal.findMany({
    where: { id: { in: resealIds } },
    select: { oldCloudflareId: true },
  });
  return readHandovers({ cloudflareId: { in: reseals.map(({ oldCloudflareId }) => oldCloudflareId) } });
}

/** The same for holders whose key is gone or on its way out. */
export async function listKeyHandovers(actor: Actor): Promise<Handover[]> {
  assertCan(actor, "key:view");
  const keys = await db().signingKey.findMany({
    where: { OR: [{ goneAt: { not: null } }, { deletingAt: { not: null } }] },
    select: { id: true },
  });
  return readHandovers({ keyId: { in: keys.map(({ id }) => id) } });
}

async function readHandovers(where: Prisma.PastItemWhereInput): Promise<Handover[]> {
  const past = await db().pastItem.findMany({
    where: { ...where, itemId: { not: null }, handedAt: null, expiresAt: { gt: clock.now() } },
    orderBy: { expiresAt: "asc" },
    take: handoversShown,
  });
  const links = await db().link.findMany({
    where: { id: { in: past.map(({ linkId }) => linkId) }, revokedAt: null },
    select: { id: true, recipient: true, purpose: true },
  });
  const byId = new Map(links.map((link) => [link.id, link]));
  return past.flatMap(({ id, linkId, imageName, variantId, expiresAt: endsAt }) => {
    const link = byId.get(linkId);
    if (!link) return [];
    const { recipient, purpose } = link;
    return [{ pastId: id, recipient, purpose, imageName, variantId, endsAt }];
  });
}

/** How the latest copying of an image to a private one stands; null when there was none. */
export async function getCopy(actor: Actor, { imageId }: { imageId: string }): Promise<CopyState | null> {
  assertCan(actor, "image:view");
  return db().reseal.findFirst({
    where: { imageId, kind: "copy" },
    orderBy: { startedAt: "desc" },
    select: { step: true, failure: true, keepOld: true, oldCloudflareId: true, finishedAt: true },
  });
}
