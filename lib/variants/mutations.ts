import "server-only";
import type { AuditAction } from "@/lib/audit/schema";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import type { RemoteVariant } from "@/lib/cloudflare/wire";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { ownVariantIds } from "@/lib/images/schema";
import { countLiveLinks } from "@/lib/variants/counts";
import { lockMirror, mirrorVariants, writeVariant } from "@/lib/variants/mirror";
import { markOpening, withdrawOpening } from "@/lib/variants/opening";
import { changesBetween, listLag, staleLinks } from "@/lib/variants/rules";
import {
  type CreateVariantInput,
  type DeleteVariantInput,
  type EditVariantInput,
  maxVariants,
} from "@/lib/variants/schema";
import { recordAsked, recordConfirmed } from "@/lib/variants/trail";

const settingsOf = ({ id: _, ...settings }: RemoteVariant) => settings;
const isUnknown = (error: unknown) => error instanceof AppError && error.code === "UNKNOWN_OUTCOME";

/**
 * Creates a variant at Cloudflare. Throws CONFLICT when the name is taken, or when it is to be always public
 * and `confirmedCount` is not the number of private images; LIMIT at 100 variants.
 */
export async function createVariant(actor: Actor, input: CreateVariantInput): Promise<void> {
  assertCan(actor, "variant:manage");
  assertNotOwn(input.id);
  const { confirmedCount, ...wanted } = input;
  const taken = await db().variant.findUnique({ where: { id: wanted.id }, select: { id: true } });
  if (taken) throw new AppError("CONFLICT", "There is a variant of that name already. Choose another name.");
  if ((await db().variant.count()) >= maxVariants)
    throw new AppError(
      "LIMIT",
      `Cloudflare allows ${maxVariants} variants. Delete one that is not used first.`,
    );
  const details = settingsOf(wanted);
  if (wanted.alwaysPublic) await markOpening(actor, wanted, { before: null, confirmedCount, details });
  else await recordAsked(actor, { id: wanted.id, action: "variant.created", details });
  const made = await ask(actor, wanted, { before: null, call: () => cloudflare().createVariant(wanted) });
  await settle(actor, made, "variant.created");
}

/**
 * Changes a variant's size or its switch. Opening needs `confirmedCount`, as in `createVariant`. While Cloudflare
 * has not confirmed a closing, the variant stays always public here.
 */
export async function editVariant(actor: Actor, input: EditVariantInput): Promise<void> {
  assertCan(actor, "variant:manage");
  assertNotOwn(input.id);
  const { confirmedCount, ...wanted } = input;
  const before = await db().variant.findUnique({ where: { id: wanted.id } });
  if (!before) throw new AppError("NOT_FOUND", "That variant is gone. Somebody may have deleted it.");
  const opening = wanted.alwaysPublic && !before.alwaysPublic;
  const closing = before.alwaysPublic && !wanted.alwaysPublic;
  const action = opening ? "variant.opened" : closing ? "variant.closed" : "variant.changed";
  const details = changesBetween(before, wanted);
  if (opening) await markOpening(actor, wanted, { before, confirmedCount, details });
  else await recordAsked(actor, { id: wanted.id, action, details });
  const changed = await ask(actor, wanted, {
    before: opening ? before : undefined,
    call: () => cloudflare().updateVariant(wanted),
  });
  if (!closing) return settle(actor, changed, action, before);
  // Closing is believed when it is read back, not when it is acknowledged.
  const read = await cloudflare()
    .getVariant(wanted.id)
    .catch(() => null);
  if (read?.alwaysPublic === false) return settle(actor, read, action, before);
  throw new AppError(
    "UNKNOWN_OUTCOME",
    "Cloudflare took the change but does not confirm it yet. The variant counts as always public here until it does; check the account in a minute.",
  );
}

/**
 * Deletes a variant at Cloudflare and then here. Throws CONFLICT when live links show it and `confirmedLinks`
 * is not their number.
 */
export async function deleteVariant(actor: Actor, { id, confirmedLinks }: DeleteVariantInput): Promise<void> {
  assertCan(actor, "variant:manage");
  assertNotOwn(id);
  if (id === "public")
    throw new AppError("INVALID", "Cloudflare keeps the variant public; it cannot be deleted.");
  const before = await db().variant.findUnique({ where: { id } });
  if (!before) throw new AppError("NOT_FOUND", "That variant is gone already.");
  const liveLinks = await countLiveLinks(db(), id, clock.now());
  const refusal = staleLinks(confirmedLinks, liveLinks);
  if (refusal) throw new AppError("CONFLICT", refusal, { fields: { confirmedLinks: String(liveLinks) } });
  const details = { liveLinks, wasAlwaysPublic: before.alwaysPublic };
  await recordAsked(actor, { id, action: "variant.deleted", details });
  await cloudflare().deleteVariant(id);
  if (await cloudflare().getVariant(id))
    throw new AppError(
      "UNKNOWN_OUTCOME",
      "Cloudflare took the deletion but still shows the variant. It stays here until it is gone there; check the account in a minute.",
    );
  await db().$transaction(async (tx) => {
    await lockMirror(tx);
    const { count } = await tx.variant.deleteMany({ where: { id } });
    if (count === 1) await recordConfirmed(actor, { id, action: "variant.deleted", details }, tx);
  });
}

function assertNotOwn(id: string): void {
  if (ownVariantIds.includes(id))
    throw new AppError(
      "INVALID",
      "Darkroom shows its own pictures with this variant, so it cannot be changed here.",
    );
}

/**
 * Asks Cloudflare, and looks again when the answer is lost. `before` is given when the mirror was marked open
 * for this call (null: for a new variant): a plain refusal takes the mark back, an unknown outcome leaves it.
 */
async function ask(
  actor: Actor,
  wanted: RemoteVariant,
  { before, call }: { before: RemoteVariant | null | undefined; call: () => Promise<RemoteVariant> },
): Promise<RemoteVariant> {
  try {
    return await call();
  } catch (error) {
    if (isUnknown(error)) {
      const read = await cloudflare()
        .getVariant(wanted.id)
        .catch(() => null);
      if (read && Object.keys(changesBetween(read, wanted)).length === 0) return read;
      throw error;
    }
    if (wanted.alwaysPublic && before !== undefined) await withdrawOpening(actor, { id: wanted.id, before });
    // Refused because the account is not what we thought: have another look, so that the screen is right.
    if (error instanceof AppError && (error.code === "CONFLICT" || error.code === "NOT_FOUND"))
      await mirrorVariants().catch(() => undefined);
    throw error;
  }
}

/** Writes what Cloudflare answered, with its event. `known` is what the mirror said before anything was asked. */
async function settle(
  actor: Actor,
  variant: RemoteVariant,
  action: AuditAction,
  known?: RemoteVariant,
): Promise<void> {
  const now = clock.now();
  const held = action === "variant.created" || variant.alwaysPublic ? listLag : 0;
  const details = known ? changesBetween(known, variant) : settingsOf(variant);
  await db().$transaction(async (tx) => {
    await lockMirror(tx);
    await writeVariant(tx, variant, new Date(now.getTime() + held));
    await recordConfirmed(actor, { id: variant.id, action, details }, tx);
  });
}
