import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { mirrorKeys } from "@/lib/keys/mirror";
import { forgetKey } from "@/lib/keys/signing";
import { askAboutUnseen, compare, isRefusal } from "@/lib/sync/compare";
import { countForeign } from "@/lib/sync/foreign";
import { makeOwnVariants } from "@/lib/sync/own-variants";
import {
  holdFor,
  isHeld,
  maxQuestions,
  newPass,
  type Pass,
  perPage,
  readPass,
  sliceFor,
  writePass,
} from "@/lib/sync/rules";
import type { AccountCheck } from "@/lib/sync/schema";
import { mirrorVariants } from "@/lib/variants/mirror";

/**
 * Reads the account, a bounded slice a call: variants and keys first, then every image's flag, then the images
 * that the list did not show. Call again while it is not complete; it goes on where it stopped, whoever calls.
 * Throws CONFLICT while another slice runs, and what Cloudflare's refusal is; progress is kept.
 */
export async function checkAccount(actor: Actor): Promise<AccountCheck> {
  assertCan(actor, "account:check");
  const { pass, startedAt, held } = await claim();
  const progress = { ...pass };
  try {
    const complete = await advance(actor, { progress, startedAt });
    await release(actor, { held, progress, startedAt, complete });
    const { read, changed, missing } = progress;
    return { read, changed, missing, complete, checkedAt: startedAt };
  } catch (error) {
    const syncError = error instanceof AppError ? error.message : "The check stopped on our side.";
    await db().installation.updateMany({
      where: { id: 1, syncCursor: held },
      data: { syncError, syncCursor: writePass({ ...progress, heldUntil: null }) },
    });
    throw error;
  }
}

/**
 * Makes the account ready for Darkroom: creates its own variants where they are missing, puts them right where
 * they were changed or opened outside, and mirrors variants and keys. Doing it again changes nothing.
 */
export async function prepareAccount(actor: Actor): Promise<void> {
  assertCan(actor, "variant:manage");
  await makeOwnVariants(actor);
  await mirrorVariants(actor);
  await mirrorKeys(actor);
  forgetKey();
}

type Claimed = { pass: Pass; startedAt: Date; held: string };

/** Takes the pass under way, or begins one. The text of the cursor decides: one of two claimants finds it changed. */
async function claim(): Promise<Claimed> {
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
  const pass = going ?? newPass;
  const startedAt = (going && syncStartedAt) || now;
  const held = writePass({ ...pass, heldUntil: new Date(now.getTime() + holdFor).toISOString() });
  const { count } = await db().installation.updateMany({
    where: { id: 1, syncCursor },
    data: { syncCursor: held, syncStartedAt: startedAt },
  });
  if (count === 0) throw busy;
  return { pass, startedAt, held };
}

/** Works on the pass until the slice is over; `progress` is kept up to date, also when it throws. */
async function advance(
  actor: Actor,
  { progress, startedAt }: { progress: Pass; startedAt: Date },
): Promise<boolean> {
  const end = performance.now() + sliceFor;
  if (progress.phase === "list" && progress.token === null) {
    await mirrorVariants(actor);
    await mirrorKeys(actor);
  }
  do {
    if (progress.phase === "list") await readOnePage(actor, progress);
    else if (await askSome(actor, { progress, startedAt })) return true;
  } while (performance.now() < end);
  return false;
}

async function readOnePage(actor: Actor, progress: Pass): Promise<void> {
  const askedAt = clock.now();
  const { images, continuationToken } = await cloudflare()
    .listImages({ continuationToken: progress.token, perPage })
    .catch((error: unknown) => {
      // A token that Cloudflare takes no more would refuse every slice to come: the next one begins anew.
      if (progress.token !== null && isRefusal(error)) Object.assign(progress, newPass);
      throw error;
    });
  // Counted before anything of this page is added up: a page that fails is read again as a whole.
  const { foreignPrivate, foreignPublic } = await countForeign(images);
  progress.changed += await compare(actor, images, askedAt);
  progress.foreignPrivate += foreignPrivate;
  progress.foreignPublic += foreignPublic;
  progress.read += images.length;
  // A token that leads to itself would never end.
  if (continuationToken === null || continuationToken === progress.token) progress.phase = "verify";
  progress.token = continuationToken;
}

/** True when nothing is left to ask about, or enough was asked for one pass. */
async function askSome(
  actor: Actor,
  { progress, startedAt }: { progress: Pass; startedAt: Date },
): Promise<boolean> {
  if (progress.asked >= maxQuestions) return true;
  const { asked, answered, changed, missing } = await askAboutUnseen(actor, startedAt);
  progress.asked += asked;
  progress.changed += changed;
  progress.missing += missing;
  return answered === 0;
}

async function release(
  actor: Actor,
  {
    held,
    progress,
    startedAt,
    complete,
  }: { held: string; progress: Pass; startedAt: Date; complete: boolean },
): Promise<void> {
  const { read, changed, missing, foreignPrivate, foreignPublic } = progress;
  const done = { syncedAt: startedAt, syncStartedAt: null, syncCursor: null, syncError: null };
  await db().$transaction(async (tx) => {
    const { count } = await tx.installation.updateMany({
      where: { id: 1, syncCursor: held },
      data: complete
        ? { ...done, foreignPrivate, foreignPublic }
        : { syncCursor: writePass({ ...progress, heldUntil: null }), syncError: null },
    });
    if (complete && count === 1)
      await recordAudit(tx, actor, {
        action: "account.checked",
        subject: { type: "account", id: "account", name: "the account" },
        details: { read, changed, missing, foreign: foreignPrivate + foreignPublic },
      });
  });
}
