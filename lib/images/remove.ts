import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { leaseMs, retryAt } from "@/lib/images/rules";

export const removalColumns = {
  id: true,
  name: true,
  cloudflareId: true,
  checkedAt: true,
  attempts: true,
} satisfies Prisma.ImageSelect;
export type Removal = Prisma.ImageGetPayload<{ select: typeof removalColumns }>;

/** Marks a row as going. From here on only `finishRemoval` touches it. False: it was not in that condition. */
export async function entomb(tx: Tx, where: Prisma.ImageWhereInput & { id: string }): Promise<boolean> {
  const dueAt = new Date(clock.now().getTime() + leaseMs);
  const { count } = await tx.image.updateMany({ where, data: { state: "deleting", dueAt, attempts: 0 } });
  return count === 1;
}

/**
 * Carries a deletion on from its tombstone: first what Cloudflare holds (404 counts as gone), the row last, so
 * that nothing is ever stored there without a row here. Throws AppError after setting the time of the next try.
 */
export async function finishRemoval(actor: Actor, row: Removal): Promise<void> {
  await removeRemote(row);
  await db().$transaction(async (tx) => {
    const { count } = await tx.image.deleteMany({ where: { id: row.id, state: "deleting" } });
    // What never arrived was never there to be deleted; its cancelling is on record already.
    if (count === 1 && row.checkedAt)
      await recordAudit(tx, actor, {
        action: "image.deleted",
        subject: { type: "image", id: row.id, name: row.name },
        details: { cloudflareId: row.cloudflareId },
      });
  });
}

/** Deletes what Cloudflare holds for a row that wants nothing there. Throws AppError, and tries again later. */
export async function removeRemote({ id, cloudflareId, attempts }: Removal): Promise<void> {
  if (!cloudflareId) return;
  try {
    await cloudflare().deleteImage(cloudflareId);
  } catch (error) {
    if (error instanceof AppError)
      await db().image.updateMany({
        where: { id, state: { in: ["deleting", "failed"] } },
        data: { attempts: attempts + 1, dueAt: retryAt(attempts, clock.now()) },
      });
    throw error;
  }
}

/** A failed upload keeps its row to say so; what it may have left at Cloudflare goes. */
export async function clearFailed(row: Removal): Promise<void> {
  await removeRemote(row);
  await db().image.updateMany({
    where: { id: row.id, state: "failed", cloudflareId: row.cloudflareId },
    data: { cloudflareId: null, dueAt: null, attempts: 0 },
  });
}
