import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, can } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { lookAgainAt } from "@/lib/images/rules";
import { type UploadTicket, uploadLimits } from "@/lib/images/schema";
import { reportUnexpected } from "@/lib/log";

export const ticketColumns = {
  id: true,
  uploadKey: true,
  name: true,
  state: true,
  failure: true,
  cloudflareId: true,
  requireSignedUrls: true,
  uploadedById: true,
  uploadExpiresAt: true,
  createdAt: true,
} satisfies Prisma.ImageSelect;
export type TicketRow = Prisma.ImageGetPayload<{ select: typeof ticketColumns }>;

/** Unique per person, so that nobody can take over or probe another's upload by its key. */
export const uploadKeyOf = (actor: Actor, key: string): string => `${actor.id}:${key}`;
const keyOf = (row: TicketRow): string => row.uploadKey.slice(row.uploadKey.indexOf(":") + 1);

/** A one-time URL for a row that still waits for its bytes, or why there is none. Never throws. */
export async function ticketFor(
  actor: Actor,
  row: TicketRow,
  { renewed }: { renewed: boolean },
): Promise<UploadTicket> {
  const key = keyOf(row);
  try {
    return await decide(actor, row, { key, renewed });
  } catch (error) {
    if (error instanceof AppError) return { key, ok: false, imageId: row.id, message: error.message };
    const reference = reportUnexpected("upload-ticket", error);
    const message = `Something broke on our side; the file was not sent. Try again, or tell your developer reference ${reference}.`;
    return { key, ok: false, imageId: row.id, message };
  }
}

async function decide(
  actor: Actor,
  row: TicketRow,
  { key, renewed }: { key: string; renewed: boolean },
): Promise<UploadTicket> {
  const refuse = (message: string): UploadTicket => ({ key, ok: false, imageId: row.id, message });
  const arrived: UploadTicket = { key, ok: true, imageId: row.id, done: true };
  if (row.state === "received" || row.state === "ready") return arrived;
  if (row.state === "failed") return refuse(`${row.failure ?? "This upload failed."} Choose the file again.`);
  if (row.state === "deleting") return refuse("This upload was cancelled. Choose the file again.");
  if (row.uploadedById !== actor.id) return refuse("Only the person who chose this file can send it.");
  if (!row.requireSignedUrls && !can(actor, "image:privacy"))
    return refuse("Your role does not allow public uploads any more. Cancel it and choose the file again.");

  if (row.cloudflareId) {
    const remote = await cloudflare().getImage(row.cloudflareId);
    if (remote && !remote.draft) return arrived;
    // The old URL dies before a new one lives: two open doors would let in two images for one row.
    if (remote) await cloudflare().deleteImage(row.cloudflareId);
  }
  return issue(actor, row, { key, renewed });
}

/** Asks for a URL and makes the row PENDING before the URL leaves the server. */
async function issue(
  actor: Actor,
  row: TicketRow,
  { key, renewed }: { key: string; renewed: boolean },
): Promise<UploadTicket> {
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + uploadLimits.urlLifeMinutes * 60_000);
  const { id: cloudflareId, uploadUrl } = await cloudflare().createDirectUpload({
    requireSignedURLs: row.requireSignedUrls,
    metadata: { darkroom: "1", id: row.id },
    expiresAt,
  });
  const won = await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: {
        id: row.id,
        state: row.state,
        cloudflareId: row.cloudflareId,
        // Whoever is locked out meanwhile gets no URL: that ends the old one and sets this time.
        uploadExpiresAt: row.uploadExpiresAt,
        uploadedBy: { disabledAt: null },
      },
      data: {
        state: "pending",
        cloudflareId,
        uploadExpiresAt: expiresAt,
        dueAt: lookAgainAt(now, now),
        attempts: 0,
      },
    });
    if (count === 1 && renewed)
      await recordAudit(tx, actor, {
        action: "image.upload-renewed",
        subject: { type: "image", id: row.id, name: row.name },
      });
    return count === 1;
  });
  if (won) return { key, ok: true, imageId: row.id, uploadUrl, expiresAt };
  // Lost a race; if this fails too, the draft holds nothing, its URL is known to nobody, and it dies at its hour.
  await cloudflare()
    .deleteImage(cloudflareId)
    .catch(() => undefined);
  return {
    key,
    ok: false,
    imageId: row.id,
    message: "This file is being sent from another window already, or was cancelled.",
  };
}
