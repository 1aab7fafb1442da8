import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { RemoteVariant } from "@/lib/cloudflare/wire";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { countOpenable } from "@/lib/variants/counts";
import { lockMirror, writeVariant } from "@/lib/variants/mirror";
import { openingHold, staleConfirmation } from "@/lib/variants/rules";
import { recordAsked } from "@/lib/variants/trail";

const subject = (id: string) => ({ type: "variant" as const, id, name: id });

/**
 * Before Cloudflare is asked to open a variant, the mirror says that it is open: no screen may call an image
 * private while it might not be. The same transaction keeps who asked, with `details`. `before` is the row as
 * the person saw it, null for a new variant. Throws CONFLICT, with nothing changed, when the count they confirmed
 * no longer holds or the row moved on.
 */
export async function markOpening(
  actor: Actor,
  wanted: RemoteVariant,
  {
    before,
    confirmedCount,
    details,
  }: { before: RemoteVariant | null; confirmedCount: number | undefined; details: AuditEntry["details"] },
): Promise<void> {
  const now = clock.now();
  await db().$transaction(async (tx) => {
    await lockMirror(tx);
    const row = await tx.variant.findUnique({ where: { id: wanted.id }, select: { alwaysPublic: true } });
    if (before ? row?.alwaysPublic !== false : row)
      throw new AppError("CONFLICT", "Somebody else changed this variant. Nothing was changed. Look again.");
    const { privateImages, foreignImages } = await countOpenable(tx);
    const refusal = staleConfirmation(confirmedCount, privateImages);
    if (refusal)
      throw new AppError("CONFLICT", refusal, { fields: { confirmedCount: String(privateImages) } });
    const held = new Date(now.getTime() + openingHold);
    await writeVariant(tx, { ...(before ?? wanted), alwaysPublic: true }, held);
    const told = { privateImages, foreignImages, ...details };
    await recordAsked(actor, { id: wanted.id, action: "variant.opened", details: told }, tx);
  });
}

/** Cloudflare surely did not open it: the mirror goes back to what it was, and the trail says why. */
export async function withdrawOpening(
  actor: Actor,
  { id, before }: { id: string; before: RemoteVariant | null },
): Promise<void> {
  await db().$transaction(async (tx) => {
    await lockMirror(tx);
    if (before) await writeVariant(tx, before, clock.now());
    else await tx.variant.deleteMany({ where: { id } });
    await recordAudit(tx, actor, {
      action: "variant.closed",
      subject: subject(id),
      details: { because: "Cloudflare refused to open it; it was never open" },
    });
  });
}
