import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import type { Handover, ResealRow } from "@/lib/reseal/schema";

const shown = 20;
const handoversShown = 100;

/** The re-sealings that stop a link, newest first; at most 20. */
export async function listReseals(
  actor: Actor,
  { imageIds, linkId }: { imageIds: string[]; linkId: string },
): Promise<ResealRow[]> {
  assertCan(actor, "leak:examine");
  return db().reseal.findMany({
    where: { imageId: { in: imageIds }, stopLinks: { has: linkId } },
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
  const past = await db().pastItem.findMany({
    where: {
      cloudflareId: { in: reseals.map(({ oldCloudflareId }) => oldCloudflareId) },
      itemId: { not: null },
      handedAt: null,
      expiresAt: { gt: clock.now() },
    },
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
