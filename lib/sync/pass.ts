import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { endImport } from "@/lib/import/end";
import { holdFor, isHeld, newPass, type Pass, readPass, writePass } from "@/lib/sync/rules";

/** A pass in our hands: where it stands, and the text of the cursor that proves it is ours. */
export type Work = { progress: Pass; startedAt: Date; held: string };

/** Somebody else has the pass by now, or it was stopped. Rolls the transaction back. */
export class Overtaken extends Error {}

const holding = (pass: Pass, now: Date) =>
  writePass({ ...pass, heldUntil: new Date(now.getTime() + holdFor).toISOString() });

/** Takes the pass under way, or begins one. The text of the cursor decides: one of two claimants finds it changed. */
export async function claimPass(): Promise<Work> {
  const now = clock.now();
  const installation = await db().installation.findUnique({
    where: { id: 1 },
    select: { syncCursor: true, syncStartedAt: true },
  });
  if (!installation)
    throw new AppError("CONFIG", "Darkroom is not set up yet. Create the owner's account first.");
  const { syncCursor, syncStartedAt } = installation;
  const going = readPass(syncCursor, syncStartedAt, now);
  const busy = new AppError(
    "CONFLICT",
    "The account is being checked already, in another window or by the schedule. Its result will show here.",
  );
  if (going && isHeld(going, now)) throw busy;
  const progress = { ...(going ?? newPass) };
  const startedAt = (going && syncStartedAt) || now;
  const held = holding(progress, now);
  const { count } = await db().installation.updateMany({
    where: { id: 1, syncCursor },
    data: { syncCursor: held, syncStartedAt: startedAt },
  });
  if (count === 0) throw busy;
  return { progress, startedAt, held };
}

/** Moves the pass on, in the transaction that does what it has moved past. Answers the new proof. Throws Overtaken. */
export async function movePass(tx: Tx, { held }: Work, next: Pass): Promise<string> {
  const text = holding(next, clock.now());
  const { count } = await tx.installation.updateMany({
    where: { id: 1, syncCursor: held },
    data: { syncCursor: text },
  });
  if (count === 0) throw new Overtaken();
  return text;
}

/** Before the installation, as everybody locks them who has to do with both. */
async function lockImport(tx: Tx, { importId }: Pass): Promise<void> {
  if (importId !== null)
    await tx.$queryRaw`SELECT 1 FROM "Import" WHERE "id" = ${importId} FOR NO KEY UPDATE`;
}

const keepsToShare = "It keeps to its share of Cloudflare's rate limit, and goes on within a minute.";

/** Lets go of the pass after a slice; `complete` ends it, and with it the import that it was for. */
export async function releasePass(
  actor: Actor,
  work: Work,
  { complete, waits }: { complete: boolean; waits: boolean },
): Promise<void> {
  const { held, progress, startedAt } = work;
  await db().$transaction(async (tx) => {
    await lockImport(tx, progress);
    const { count } = await tx.installation.updateMany({
      where: { id: 1, syncCursor: held },
      data: complete
        ? { syncStartedAt: null, syncCursor: null, syncError: null }
        : { syncCursor: writePass({ ...progress, heldUntil: null }), syncError: null },
    });
    if (count === 1 && waits && progress.importId !== null)
      await tx.import.updateMany({
        where: { id: progress.importId, state: "running" },
        data: { standing: keepsToShare },
      });
    if (!complete || count === 0) return;
    const { read, changed, missing, foreignPrivate, foreignPublic, foreignCustom } = progress;
    await tx.installation.update({
      where: { id: 1 },
      data: { foreignPrivate, foreignPublic, foreignCustom, storedImages: read, driftedImages: changed },
    });
    // An import that was paused for days read its first pages then: a later pass keeps its word.
    await tx.installation.updateMany({
      where: { id: 1, OR: [{ syncedAt: null }, { syncedAt: { lt: startedAt } }] },
      data: { syncedAt: startedAt },
    });
    if (progress.importId !== null) await endImport(tx, progress.importId);
    await recordAudit(tx, actor, {
      action: "account.checked",
      subject: { type: "account", id: "account", name: "the account" },
      details: { read, changed, missing, foreign: foreignPrivate + foreignPublic },
    });
  });
}

/** Lets go after something went wrong, and says what; the next slice goes on from here. */
export async function dropPass({ held, progress }: Work, syncError: string): Promise<void> {
  await db().$transaction(async (tx) => {
    await lockImport(tx, progress);
    const { count } = await tx.installation.updateMany({
      where: { id: 1, syncCursor: held },
      data: { syncError, syncCursor: writePass({ ...progress, heldUntil: null }) },
    });
    if (count === 1 && progress.importId !== null)
      await tx.import.updateMany({
        where: { id: progress.importId, state: "running" },
        data: { standing: syncError.slice(0, 400) },
      });
  });
}
