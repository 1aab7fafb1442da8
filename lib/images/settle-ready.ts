import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Work } from "@/lib/images/advance";
import { factDetails, notAccepted } from "@/lib/images/measure";
import { settleFlip } from "@/lib/images/privacy";
import { probeImage } from "@/lib/images/probe";
import { readFacts } from "@/lib/images/read-facts";
import { owesProbe, readyDueAt } from "@/lib/images/rules";
import { goneFailure, settlingTime } from "@/lib/sync/rules";

/** What a ready image may still owe: the end of a change of privacy, an unsigned request, its facts. */
export async function settleReady(row: Work): Promise<void> {
  const { id, cloudflareId, privacyPendingAt } = row;
  if (!cloudflareId) return;
  if (privacyPendingAt) {
    const remote = await cloudflare().getImage(cloudflareId);
    const flip = { ...row, privacyPendingAt, factsKnown: row.sha256 !== null };
    if (remote) await settleFlip(system, flip, remote);
    else await endGone(flip);
    return;
  }
  const probed = await probeAgain(row, cloudflareId);
  const factsKnown = await knowFacts(row, cloudflareId);
  const { requireSignedUrls } = row;
  const dueAt = readyDueAt({ ...probed, requireSignedUrls, factsKnown }, clock.now());
  await db().image.updateMany({
    where: { id, state: "ready", privacyPendingAt: null, dueAt: row.dueAt },
    data: { attempts: probed.attempts, dueAt },
  });
}

/** A change of an image that Cloudflare does not know, for longer than it may take to show one, has no outcome. */
async function endGone({ id, name, privacyPendingAt }: Work & { privacyPendingAt: Date }): Promise<void> {
  const now = clock.now();
  if (now.getTime() - privacyPendingAt.getTime() < settlingTime)
    throw new AppError("UPSTREAM", "Cloudflare does not show this image just now.");
  await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id, state: "ready", privacyPendingAt },
      data: {
        ...{ privacyPendingAt: null, checkedAt: now, attempts: 0, dueAt: null },
        ...{ failure: goneFailure, goneAt: now },
      },
    });
    if (count === 1)
      await recordAudit(tx, system, {
        action: "image.drifted",
        subject: { type: "image", id, name },
        details: { there: "no longer" },
      });
  });
}

/** Asks as a stranger where that is owed, and writes the answer down before anything else can fail. */
async function probeAgain(row: Work, cloudflareId: string): Promise<Pick<Work, "probe" | "attempts">> {
  if (!owesProbe(row)) return { probe: row.probe, attempts: 0 };
  const probe = await probeImage(cloudflareId);
  // Silence does not take back that a stranger was shown it.
  if (probe === "unreachable" && row.probe === "served")
    return { probe: "served", attempts: row.attempts + 1 };
  await db().image.updateMany({
    where: { id: row.id, state: "ready", privacyPendingAt: null, dueAt: row.dueAt },
    data: { probe, probedAt: clock.now() },
  });
  const open = owesProbe({ ...row, probe });
  return { probe, attempts: open ? row.attempts + 1 : 0 };
}

/** Reads the facts that were refused when it arrived. False: they are still owed. */
async function knowFacts(row: Work, cloudflareId: string): Promise<boolean> {
  if (row.sha256 || row.failure === goneFailure || row.failure === notAccepted) return true;
  const facts = await readFacts(cloudflareId).catch((error: unknown) => {
    // Whether it is gone is for the check of the account to find out.
    if (error instanceof AppError && error.code === "NOT_FOUND") return "refused" as const;
    throw error;
  });
  if (facts === "refused") return false;
  const { id, name } = row;
  await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id, state: "ready", cloudflareId, sha256: null },
      // It is in use by now, so it is for people to decide whether it goes.
      data: facts === "unaccepted" ? { failure: notAccepted } : facts,
    });
    if (count === 1)
      await recordAudit(tx, system, {
        action: "image.measured",
        subject: { type: "image", id, name },
        details: facts === "unaccepted" ? { reason: "not an accepted type" } : factDetails(facts),
      });
  });
  return true;
}
