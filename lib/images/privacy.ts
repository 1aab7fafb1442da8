import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { isCustomId } from "@/lib/cloudflare/image-id";
import type { RemoteImage } from "@/lib/cloudflare/images";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatDateTime } from "@/lib/format";
import { probeImage } from "@/lib/images/probe";
import { leaseMs, readyDueAt, retryAt, settlePrivacy } from "@/lib/images/rules";
import type { ChangePrivacyInput } from "@/lib/images/schema";
import { followImage } from "@/lib/links/follow";

export type Flip = {
  id: string;
  name: string;
  requireSignedUrls: boolean;
  /** Names this change: whoever settles it first ends it. */
  privacyPendingAt: Date;
  attempts: number;
  /** False while the original could not be read: that is owed across the change. */
  factsKnown: boolean;
};

/**
 * Ends a change of privacy by what Cloudflare says now and what a stranger is answered. While a stranger is
 * still served nothing is written down as private: false, it stays unknown and is tried again. When nobody could
 * be asked Cloudflare's word counts, and the question is owed.
 */
export async function settleFlip(actor: Actor, row: Flip, remote: RemoteImage): Promise<boolean> {
  // The documentation lets a change of the flag give a new id; nothing but a generated one can be private.
  if (!/^[A-Za-z0-9-]{1,64}$/.test(remote.id))
    throw new AppError("UPSTREAM", "Cloudflare gave this image an id that Darkroom does not understand.");
  const probe = await probeImage(remote.id);
  const now = clock.now();
  const verdict = settlePrivacy(remote, probe);
  const where = { id: row.id, privacyPendingAt: row.privacyPendingAt };
  const measured = { probe, probedAt: now, checkedAt: now };
  if (verdict === "unproven") {
    const later = { attempts: row.attempts + 1, dueAt: retryAt(row.attempts, now) };
    await db().image.updateMany({ where, data: { ...measured, ...later } });
    return false;
  }
  const isPrivate = verdict === "private";
  await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where,
      data: {
        ...measured,
        requireSignedUrls: isPrivate,
        cloudflareId: remote.id,
        privacyPendingAt: null,
        failure: null,
        goneAt: null,
        attempts: 0,
        dueAt: readyDueAt(
          { probe, requireSignedUrls: isPrivate, factsKnown: row.factsKnown, attempts: 0 },
          now,
        ),
      },
    });
    if (count === 1) await followImage(tx, { imageId: row.id, cloudflareId: remote.id });
    if (count === 1)
      await recordAudit(tx, actor, {
        action: isPrivate ? "image.made-private" : "image.made-public",
        subject: { type: "image", id: row.id, name: row.name },
        details: { step: isPrivate === row.requireSignedUrls ? "unchanged" : "confirmed", probe },
      });
  });
  return true;
}

/**
 * Writes down that a change is about to be asked for, before it is. From here on the screens say unknown.
 * Throws NOT_FOUND or CONFLICT when it cannot be changed now.
 */
export function beginFlip(actor: Actor, input: ChangePrivacyInput): Promise<BegunFlip> {
  return db().$transaction((tx) => beginFlipIn(tx, actor, input));
}
export type BegunFlip = Flip & { cloudflareId: string };

/** The same, in a transaction of the caller's. */
export async function beginFlipIn(
  tx: Tx,
  actor: Actor,
  { imageId, private: wish }: ChangePrivacyInput,
): Promise<BegunFlip> {
  const privacyPendingAt = clock.now();
  // Longer than a late answer may take to have its effect.
  const dueAt = new Date(privacyPendingAt.getTime() + leaseMs);
  const free = wish
    ? {}
    : {
        trashedAt: null,
        OR: [{ embargoUntil: null }, { embargoUntil: { lte: privacyPendingAt } }],
      };
  const { count } = await tx.image.updateMany({
    where: { id: imageId, state: "ready", privacyPendingAt: null, ...free },
    data: { privacyPendingAt, dueAt, attempts: 0 },
  });
  const row = await tx.image.findUnique({
    where: { id: imageId },
    select: {
      id: true,
      name: true,
      state: true,
      requireSignedUrls: true,
      cloudflareId: true,
      trashedAt: true,
      embargoUntil: true,
      sha256: true,
    },
  });
  if (!row || row.state === "deleting")
    throw new AppError("NOT_FOUND", "This image is not here any more. It may have been deleted.");
  if (row.state !== "ready" || !row.cloudflareId)
    throw new AppError("CONFLICT", "Its upload is not finished. Wait until it is, then try again.");
  if (wish && !row.requireSignedUrls && isCustomId(row.cloudflareId)) throw ownIdError();
  if (row.trashedAt && !wish)
    throw new AppError("CONFLICT", "This image is in the trash and stays private there. Restore it first.");
  if (row.embargoUntil && row.embargoUntil > privacyPendingAt && !wish)
    throw new AppError(
      "CONFLICT",
      `It is under embargo until ${formatDateTime(row.embargoUntil, { now: privacyPendingAt, zone: "UTC" })}, so it stays private. End the embargo in its details first.`,
    );
  if (count === 0)
    throw new AppError(
      "CONFLICT",
      "A change of its privacy is under way, and its outcome is not known yet. Wait a minute and look again.",
    );
  await recordAudit(tx, actor, {
    action: wish ? "image.made-private" : "image.made-public",
    subject: { type: "image", id: imageId, name: row.name },
    details: { step: "asked" },
  });
  const { name, requireSignedUrls, cloudflareId, sha256 } = row;
  return {
    ...{ id: imageId, name, requireSignedUrls, cloudflareId, privacyPendingAt },
    attempts: 0,
    factsKnown: sha256 !== null,
  };
}

/**
 * Asks Cloudflare for the change and settles it by what Cloudflare then holds. Whatever cannot be read now
 * stays unknown until `settleDue` has read it. Throws what Cloudflare refused, once that is sure.
 */
export async function sendFlip(
  actor: Actor,
  row: Flip & { cloudflareId: string },
  wish: boolean,
): Promise<void> {
  const { answer, refusal } = await ask(row.cloudflareId, wish);
  // Public is believed at once. Private, and "nothing happened", only after asking again.
  const remote = answer && !wish ? answer : await lookUp(answer?.id ?? row.cloudflareId);
  if (remote) await settleFlip(actor, row, remote);
  if (refusal && remote?.requireSignedURLs !== wish) throw refusal;
}

/** Settles a change by what Cloudflare holds by now, without asking for it again. What cannot be read stays unknown. */
export async function readFlip(actor: Actor, row: BegunFlip): Promise<void> {
  const remote = await lookUp(row.cloudflareId);
  if (remote) await settleFlip(actor, row, remote);
}

async function ask(cloudflareId: string, wish: boolean) {
  try {
    return { answer: await cloudflare().setPrivacy(cloudflareId, wish), refusal: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "UNKNOWN_OUTCOME") throw error;
    return { answer: null, refusal: hasOwnId(error) ? ownIdError(error) : error };
  }
}

async function lookUp(cloudflareId: string): Promise<RemoteImage | null> {
  try {
    return await cloudflare().getImage(cloudflareId);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const hasOwnId = ({ cause }: AppError): boolean =>
  typeof cause === "object" && cause !== null && "code" in cause && cause.code === 5410;

const ownIdError = (cause?: AppError) =>
  new AppError(
    "INVALID",
    "This image is stored under an id of somebody's own choosing, and Cloudflare keeps such images public. It stays public. Copy it to an id of Cloudflare's own: the copy can be private.",
    { cause },
  );
