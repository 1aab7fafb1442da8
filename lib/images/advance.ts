import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import { type Actor, system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import type { RemoteImage } from "@/lib/cloudflare/images";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { measure } from "@/lib/images/measure";
import { clearFailed, finishRemoval } from "@/lib/images/remove";
import { leaseMs, lookAgainAt, publicAfterAll, settle } from "@/lib/images/rules";
import type { UploadOutcome } from "@/lib/images/schema";
import { settleReady } from "@/lib/images/settle-ready";

export const workColumns = {
  id: true,
  name: true,
  state: true,
  cloudflareId: true,
  requireSignedUrls: true,
  privacyPendingAt: true,
  uploadExpiresAt: true,
  createdAt: true,
  checkedAt: true,
  attempts: true,
  dueAt: true,
  failure: true,
  probe: true,
  sha256: true,
  uploadedBy: { select: { id: true, name: true, disabledAt: true } },
} satisfies Prisma.ImageSelect;
export type Work = Prisma.ImageGetPayload<{ select: typeof workColumns }>;
type Waiting = Work & { state: "requested" | "pending" };

const isWaiting = (row: Work): row is Waiting => row.state === "requested" || row.state === "pending";

/** Takes a row as far as it goes now. `leased`: the caller took it over already. Throws what Cloudflare does. */
export async function advance(actor: Actor, row: Work, leased: boolean): Promise<UploadOutcome> {
  const imageId = row.id;
  if (isWaiting(row)) return settleWaiting(actor, row);
  if (row.state === "received")
    return leased || (await lease(row)) ? finishMeasuring(row) : { imageId, state: "measuring" };
  if (row.state === "ready") {
    if (leased) await settleReady(row);
    return { imageId, state: "ready", ...(row.failure && { message: row.failure }) };
  }
  if (row.state === "failed") {
    if (row.cloudflareId) await clearFailed(row);
    return { imageId, state: "failed", message: row.failure ?? undefined };
  }
  await finishRemoval(system, row);
  return { imageId, state: "gone" };
}

/** Takes the row over for a while, unless somebody else has it. */
async function lease({ id, dueAt }: Work): Promise<boolean> {
  const now = clock.now();
  if (dueAt && dueAt > now) return false;
  const { count } = await db().image.updateMany({
    where: { id, state: "received", dueAt },
    data: { dueAt: new Date(now.getTime() + leaseMs) },
  });
  return count === 1;
}

async function settleWaiting(actor: Actor, row: Waiting): Promise<UploadOutcome> {
  const remote = row.cloudflareId ? await cloudflare().getImage(row.cloudflareId) : null;
  const now = clock.now();
  const decision = settle(row, remote, now);
  if (decision === "waiting") {
    const { id, state } = row;
    await db().image.updateMany({ where: { id, state }, data: { dueAt: lookAgainAt(row.createdAt, now) } });
    return { imageId: id, state: "waiting" };
  }
  if (decision === "failed") return giveUp(row);
  if (remote && (await receive(actor, row, remote)))
    return finishMeasuring({ ...row, cloudflareId: remote.id, requireSignedUrls: remote.requireSignedURLs });
  return { imageId: row.id, state: "measuring" }; // somebody else was first and is at it
}

/** PENDING to RECEIVED, with Cloudflare's flag for ours. The one who wins holds the lease. */
async function receive(actor: Actor, row: Waiting, remote: RemoteImage): Promise<boolean> {
  const now = clock.now();
  const asked = row.requireSignedUrls;
  const found = remote.requireSignedURLs;
  const subject = { type: "image" as const, id: row.id, name: row.name };
  const events: AuditEntry[] = [{ action: "image.received", subject, details: { private: found } }];
  if (asked !== found)
    events.push({ action: "image.drifted", subject, details: { askedPrivate: asked, isPrivate: found } });
  // Who uploaded is who asked for the URL, whoever notices that it has arrived.
  const { id, name } = row.uploadedBy;
  const uploader = { id, name, from: id === actor.id ? actor.from : system.from };
  return db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id: row.id, state: row.state, cloudflareId: row.cloudflareId },
      data: {
        state: "received",
        requireSignedUrls: found,
        failure: asked && !found ? publicAfterAll : null,
        checkedAt: now,
        attempts: 0,
        dueAt: new Date(now.getTime() + leaseMs),
      },
    });
    if (count === 1) await recordAudit(tx, uploader, ...events);
    return count === 1;
  });
}

async function giveUp(row: Waiting): Promise<UploadOutcome> {
  const failure = row.cloudflareId
    ? "Nothing arrived before the upload URL ended, so nothing is stored. Choose the file again."
    : "Cloudflare gave no upload URL, so nothing was sent. Choose the file again.";
  const failed = await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id: row.id, state: row.state, cloudflareId: row.cloudflareId },
      data: { state: "failed", failure, attempts: 0, dueAt: row.cloudflareId ? clock.now() : null },
    });
    if (count === 1)
      await recordAudit(tx, system, {
        action: "image.upload-failed",
        subject: { type: "image", id: row.id, name: row.name },
        details: { reason: "expired" },
      });
    return count === 1;
  });
  if (!failed) return { imageId: row.id, state: "waiting" };
  await clearFailed({ ...row, attempts: 0 });
  return { imageId: row.id, state: "failed", message: failure };
}

async function finishMeasuring(row: Work): Promise<UploadOutcome> {
  const { id: imageId, name, cloudflareId, requireSignedUrls } = row;
  if (!cloudflareId) throw new AppError("UNEXPECTED", "An arrived image has no id at Cloudflare.");
  const measured = await measure({ id: imageId, name, cloudflareId, requireSignedUrls });
  if (measured.state === "failed") {
    await clearFailed({ ...row, attempts: 0 });
    return { imageId, state: "failed", message: measured.message };
  }
  return { imageId, state: measured.state === "ready" ? "ready" : "measuring" };
}
