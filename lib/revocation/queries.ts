import "server-only";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { liveItemsOfImages } from "@/lib/links/live";
import { linkColumns, toRows } from "@/lib/links/rows";
import { mayChange } from "@/lib/links/targets";
import { countOthers } from "@/lib/reseal/others";
import { maxResealed, resealProblem, sealableColumns } from "@/lib/reseal/rules";
import { meterOf, revocationOptions, smallestThatWorks } from "@/lib/revocation/rules";
import type { EntryAccess } from "@/lib/revocation/schema";

/**
 * An entry with every way to stop it, counted now; of a direct link for those of its `pictures` that are named, or for
 * all of them. Null: there is no such entry.
 */
export async function getEntryAccess(
  actor: Actor,
  { linkId, pictures: asked = [] }: { linkId: string; pictures?: string[] },
): Promise<EntryAccess | null> {
  assertCan(actor, "leak:examine");
  const now = clock.now();
  const link = await db().link.findUnique({ where: { id: linkId }, select: linkColumns });
  const [row] = link ? await toRows([link], now) : [];
  if (!row) return null;
  const items = await readItems(linkId);
  const images = new Map(items.flatMap(({ image }) => (image ? [[image.id, image]] : [])));
  const pictures = [...images.values()].map(named);
  const { stopping, busy } = await readUnderWay([...images.keys()], linkId);
  for (const id of stopping) images.delete(id);
  const choices = [...images.values()].map(named);
  const some = row.mode === "direct" && asked.some((id) => images.has(id));
  if (some) for (const id of [...images.keys()]) if (!asked.includes(id)) images.delete(id);
  const imageIds = [...images.keys()];
  const chosen = items.filter(({ image }) => !some || (image && images.has(image.id)));
  const keyIds = [...new Set(chosen.flatMap(({ keyId }) => (keyId ? [keyId] : [])))];
  const [others, byKey, keys] = await Promise.all([
    countOthers(null, { imageIds, stopLinks: [linkId], now }),
    countByKey({ keyIds, linkId, now }),
    db().signingKey.count({ where: { goneAt: null } }),
  ]);
  const problems = [...images.values()].flatMap((image) => {
    const problem = resealProblem(image);
    return problem ? [images.size > 1 ? `${image.name}: ${problem}` : problem] : [];
  });
  const underWay =
    stopping.length > 0 && images.size === 0
      ? "What it opens is being re-sealed: the link stops with the old address."
      : busy.some((id) => images.has(id)) && row.mode === "direct"
        ? "A picture that it opens is being copied or re-sealed. Wait until that is done, then choose."
        : null;
  const { mode, status, reason, recipient, purpose, issuedBy, createdAt, endsAt } = row;
  const options = revocationOptions({
    mode,
    status,
    readUntil: row.readUntil,
    endsAt,
    images: images.size,
    resealProblem:
      images.size > maxResealed
        ? `It opens more than ${maxResealed} pictures; choose some of them.`
        : (problems[0] ?? null),
    underWay,
    otherDirect: others.direct,
    otherGated: others.gated,
    keyLinks: byKey.links,
    keyImages: byKey.images,
    keys,
  });
  const best = smallestThatWorks(options, endsAt, now);
  return {
    ...{ linkId, mode, status, reason, recipient, purpose, issuedBy, createdAt, endsAt },
    pictures,
    images: [...images.values()].map(named),
    choices,
    rest: choices.length - images.size,
    holders: others.holders,
    mayStop: can(actor, "link:create") && mayChange(actor, row) === null,
    otherGated: others.gated,
    options,
    best,
    meter: meterOf(options, best, { underWay, status }),
  };
}

const named = ({ id, name }: { id: string; name: string }) => ({ id, name });

function readItems(linkId: string) {
  const image = {
    select: { ...sealableColumns, id: true, name: true },
  } as const;
  return db().linkItem.findMany({
    where: { linkId },
    orderBy: { position: "asc" },
    select: { keyId: true, image },
  });
}

/** The images that are being re-sealed to stop this link, and those of its images that are in other hands. */
async function readUnderWay(imageIds: string[], linkId: string) {
  const taken = await db().reseal.findMany({
    where: { finishedAt: null, OR: [{ activeFor: { in: imageIds } }, { stopLinks: { has: linkId } }] },
    select: { imageId: true, stopLinks: true },
  });
  const idsWhere = (ours: boolean) =>
    taken.filter(({ stopLinks }) => stopLinks.includes(linkId) === ours).map(({ imageId }) => imageId);
  return { stopping: idsWhere(true), busy: idsWhere(false) };
}

/** Other live links signed with these keys, and the images they open. */
async function countByKey({ keyIds, linkId, now }: { keyIds: string[]; linkId: string; now: Date }) {
  const [counted] = await db().$queryRaw<{ links: number; images: number }[]>`
    SELECT count(DISTINCT item."linkId")::int AS links, count(DISTINCT item."imageId")::int AS images
    FROM ${liveItemsOfImages(now)} AND item."keyId" = ANY(${keyIds}::uuid[])
      AND item."linkId" <> ${linkId}::uuid`;
  return counted ?? { links: 0, images: 0 };
}
