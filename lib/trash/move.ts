import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { beginFlipIn, sendFlip } from "@/lib/images/privacy";
import { entomb, finishRemoval, removalColumns } from "@/lib/images/remove";
import { carryOn } from "@/lib/reseal/advance";
import { writeReseals } from "@/lib/reseal/stop";
import { unlessTaken } from "@/lib/reseal/work";
import { countOpeningLinks, readOpeningLinks } from "@/lib/trash/opening-links";
import { type ForGood, whyForGood } from "@/lib/trash/rules";
import { keepDays, type LinksChoice } from "@/lib/trash/schema";

const day = 86_400_000;
const columns = {
  id: true,
  name: true,
  state: true,
  cloudflareId: true,
  requireSignedUrls: true,
  privacyPendingAt: true,
  probe: true,
  trashedAt: true,
} as const;

const read = (id: string) => db().image.findUnique({ where: { id }, select: columns });

/** Where the image went; `stayed`: somebody else had put it in already. */
export type Moved = { to: "trash"; trashedAt: Date } | { to: "deleted" } | { to: "stayed" };
/** Whatever else is to be written in the same transaction as the move itself. */
export type Along = (tx: Tx, moved: Moved) => Promise<void>;

/** Written with the beginning of the change that makes it private; `begunAt` names that change. */
export type Sealing = (tx: Tx, begunAt: Date) => Promise<void>;

/** Moving it would delete it for good, and nobody was told that and agreed to it. */
export class NotAgreed extends AppError {
  constructor(readonly why: ForGood) {
    super("CONFLICT", "It would be deleted for good now, and you were told otherwise. Look at it again.");
  }
}

/**
 * Moves one image to the trash: private first, and only what is known to be private goes in, so that nothing in
 * the trash was put there readable by strangers. With `stop` it goes on to a new address from there, written down with the
 * move: a crash leaves it private, in the trash, and the re-sealing to be carried on. What `whyForGood` names is deleted for good, if that reason is one of
 * `agreed`. Throws NotAgreed or another AppError, and then the image is where it was.
 */
export async function moveToTrash(
  actor: Actor,
  { imageId, links, agreed }: { imageId: string; links: LinksChoice; agreed: readonly ForGood[] },
  { along, sealing }: { along?: Along; sealing?: Sealing } = {},
): Promise<"trash" | "deleted"> {
  const row = await read(imageId);
  if (!row || row.state === "deleting") return deleteForGood(actor, imageId, along);
  if (row.trashedAt) return stay(along);
  if (row.state === "received")
    throw new AppError("CONFLICT", "It is still being measured. Wait a minute, then try again.");
  const ended = links === "end" && (await countOpeningLinks([imageId], clock.now())).has(imageId);
  const why = whyForGood(row, ended);
  if (why && !agreed.includes(why)) throw new NotAgreed(why);
  if (why) return deleteForGood(actor, imageId, along);
  if (!row.requireSignedUrls || row.probe === "served" || row.privacyPendingAt)
    await seal(actor, imageId, sealing);
  return putIn(actor, row, { links, agreed }, along);
}

async function stay(along?: Along): Promise<"trash"> {
  if (along) await db().$transaction((tx) => along(tx, { to: "stayed" }));
  return "trash";
}

/** Asks Cloudflare for private and believes only what was read back. Throws while it is not proven. */
async function seal(actor: Actor, imageId: string, sealing?: Sealing): Promise<void> {
  const flip = await db().$transaction(async (tx) => {
    const begun = await beginFlipIn(tx, actor, { imageId, private: true });
    await sealing?.(tx, begun.privacyPendingAt);
    return begun;
  });
  await sendFlip(actor, flip, true);
  const now = await read(imageId);
  if (now?.requireSignedUrls && now.privacyPendingAt === null) return;
  throw new AppError(
    "UPSTREAM",
    "Cloudflare has not confirmed yet that it is private, so it was not moved. Darkroom keeps asking; move it when it is private.",
  );
}

async function putIn(
  actor: Actor,
  { id }: { id: string },
  { links, agreed }: { links: LinksChoice; agreed: readonly ForGood[] },
  along?: Along,
) {
  const stopping = await db()
    .$transaction(async (tx) => {
      const trashedAt = await putSealedIn(tx, actor, [id]);
      // From here on nobody makes another link to it.
      const opening = links === "stop" ? await readOpeningLinks(tx, [id], trashedAt) : new Map();
      if (opening.size > 0 && !agreed.includes("linked")) throw new NotAgreed("linked");
      const ids = opening.size > 0 ? await writeReseals(tx, actor, opening) : [];
      await along?.(tx, { to: "trash", trashedAt });
      return ids;
    })
    .catch(unlessTaken);
  for (const resealId of stopping) await carryOn(resealId);
  return "trash" as const;
}

/** Puts private images into the trash and answers their time there. Throws CONFLICT when one of them is not private now. */
export async function putSealedIn(tx: Tx, actor: Actor, imageIds: string[]): Promise<Date> {
  const trashedAt = clock.now();
  const purgeAt = new Date(trashedAt.getTime() + keepDays * day);
  const put = await tx.image.updateManyAndReturn({
    where: {
      id: { in: imageIds },
      ...{ state: "ready", trashedAt: null, privacyPendingAt: null, requireSignedUrls: true },
    },
    data: { trashedAt, purgeAt, trashedById: await known(tx, actor), version: { increment: 1 } },
    select: { id: true, name: true },
  });
  if (put.length < imageIds.length)
    throw new AppError("CONFLICT", "It changed just now, so it was not moved. Look at it and try again.");
  await recordAudit(
    tx,
    actor,
    ...put.map(({ id, name }) => ({
      action: "image.trashed" as const,
      subject: { type: "image" as const, id, name },
      details: { until: purgeAt.toISOString() },
    })),
  );
  return trashedAt;
}

/** The schedule acts too, and has no account. */
async function known(tx: Tx, actor: Actor): Promise<string | null> {
  return (await tx.user.findUnique({ where: { id: actor.id }, select: { id: true } }))?.id ?? null;
}

/**
 * The tombstone first, then Cloudflare, the row last. Throws what Cloudflare did; from the tombstone on the
 * deletion goes on by itself.
 */
export async function deleteForGood(actor: Actor, imageId: string, along?: Along): Promise<"deleted"> {
  await db().$transaction(async (tx) => {
    if (await entomb(tx, { id: imageId, state: { not: "deleting" } })) {
      const { name } = await tx.image.findUniqueOrThrow({ where: { id: imageId }, select: { name: true } });
      await recordAudit(tx, actor, {
        action: "image.delete-requested",
        subject: { type: "image", id: imageId, name },
      });
    }
    await along?.(tx, { to: "deleted" });
  });
  const row = await db().image.findUnique({ where: { id: imageId }, select: removalColumns });
  if (row) await finishRemoval(actor, row);
  return "deleted";
}

/** Takes images out of the trash; they stay private. Answers how many were there to be taken out. */
export async function takeOut(tx: Tx, actor: Actor, imageIds: string[]): Promise<number> {
  const taken = await tx.image.updateManyAndReturn({
    where: { id: { in: imageIds }, state: "ready", trashedAt: { not: null } },
    data: { trashedAt: null, purgeAt: null, trashedById: null, version: { increment: 1 } },
    select: { id: true, name: true },
  });
  await recordAudit(
    tx,
    actor,
    ...taken.map(({ id, name }) => ({
      action: "image.restored" as const,
      subject: { type: "image" as const, id, name },
    })),
  );
  return taken.length;
}
