import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { maxResealed } from "@/lib/reseal/rules";
import { type CopyState, type Handover, maxHandover, type ResealRow } from "@/lib/reseal/schema";

/** The re-sealings that stop a link, newest first; as many as it can open pictures. */
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
    take: maxResealed,
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

/** New addresses that innocent holders have not been given since these re-sealings, next end first; at most 200. */
export async function listHandovers(
  actor: Actor,
  { resealIds }: { resealIds: string[] },
): Promise<Handover[]> {
  assertCan(actor, "leak:examine");
  return readHandovers(Prisma.sql`past."cloudflareId" IN (
    SELECT "oldCloudflareId" FROM "Reseal" WHERE "id" = ANY(${resealIds}::uuid[]))`);
}

/** The same for holders whose key is gone or on its way out. */
export async function listKeyHandovers(actor: Actor): Promise<Handover[]> {
  assertCan(actor, "key:view");
  return readHandovers(Prisma.sql`past."keyId" IN (
    SELECT "id" FROM "SigningKey" WHERE "goneAt" IS NOT NULL OR "deletingAt" IS NOT NULL)`);
}

type Row = Omit<Handover, "addresses"> & Handover["addresses"][number];

/** However often an address was replaced, the one that is valid now is told once; none whose key is gone. */
async function readHandovers(among: Prisma.Sql): Promise<Handover[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (item."id") past."id" AS "pastId", link."id" AS "linkId", link."recipient", link."purpose",
        item."imageName", item."variantId", item."expiresAt" AS "endsAt"
      FROM "PastItem" past
      JOIN "LinkItem" item ON item."id" = past."itemId" AND item."expiresAt" > ${clock.now()}
      JOIN "SigningKey" key ON key."id" = item."keyId" AND key."goneAt" IS NULL
      JOIN "Link" link ON link."id" = item."linkId" AND link."revokedAt" IS NULL
      WHERE past."handedAt" IS NULL AND ${among}
      ORDER BY item."id", past."pastAt" DESC, past."id" DESC
    ) newest ORDER BY "endsAt", "pastId" LIMIT ${maxHandover}`;
  const groups = new Map<string, Handover>();
  for (const { linkId, recipient, purpose, ...address } of rows) {
    const group = groups.get(linkId) ?? { linkId, recipient, purpose, addresses: [] };
    group.addresses.push(address);
    groups.set(linkId, group);
  }
  return [...groups.values()];
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
