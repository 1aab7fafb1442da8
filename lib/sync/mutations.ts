import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { nextBudget } from "@/lib/jobs/budget";
import { forgetKey } from "@/lib/keys/memory";
import { mirrorKeys } from "@/lib/keys/mirror";
import { makeOwnVariants } from "@/lib/sync/own-variants";
import { askSome, readOnePage, type Step } from "@/lib/sync/page";
import { claimPass, dropPass, Overtaken, releasePass, type Work } from "@/lib/sync/pass";
import { sliceFor } from "@/lib/sync/rules";
import type { AccountCheck } from "@/lib/sync/schema";
import { mirrorVariants } from "@/lib/variants/mirror";

/**
 * Reads the account, a bounded slice a call: variants and keys first, then every image's flag, then the images
 * that the list did not show. Call again while it is not complete; it goes on where it stopped, whoever calls.
 * Throws CONFLICT while another slice runs, and what Cloudflare's refusal is; progress is kept.
 */
export async function checkAccount(actor: Actor): Promise<AccountCheck> {
  assertCan(actor, "account:check");
  const work = await claimPass();
  let step: Step = "more";
  try {
    step = await advance(actor, work);
    await releasePass(actor, work, { complete: step === "complete", waits: step === "waits" });
  } catch (error) {
    // Stopped, or in other hands: whoever goes on finds where it stands.
    if (!(error instanceof Overtaken)) {
      await dropPass(work, error instanceof AppError ? error.message : "The check stopped on our side.");
      throw error;
    }
  }
  const { read, changed, missing } = work.progress;
  const resumesAt = step === "waits" ? nextBudget(clock.now()) : null;
  return { read, changed, missing, complete: step === "complete", checkedAt: work.startedAt, resumesAt };
}

/** Works on the pass until the slice is over; `work` is kept up to date, also when it throws. */
async function advance(actor: Actor, work: Work): Promise<Step> {
  const { progress } = work;
  const end = performance.now() + sliceFor;
  if (progress.phase === "list" && progress.token === null) {
    await mirrorVariants(actor);
    await mirrorKeys(actor);
  }
  do {
    const step = progress.phase === "list" ? await readOnePage(actor, work) : await askSome(actor, work);
    if (step !== "more") return step;
  } while (performance.now() < end);
  return "more";
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
