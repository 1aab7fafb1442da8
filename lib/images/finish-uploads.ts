import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan, system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { findTwins } from "@/lib/duplicates/twins";
import { AppError } from "@/lib/errors";
import { advance, type Work, workColumns } from "@/lib/images/advance";
import { readExposures } from "@/lib/images/exposures";
import { leaseMs, maxLookups, retryAt } from "@/lib/images/rules";
import type { ImageIdsInput, UploadOutcome } from "@/lib/images/schema";
import { reportUnexpected } from "@/lib/log";

/** Originals are held in memory while they are measured: four of 10 MB at most. */
const parallel = 4;
/** Nothing new is begun after this; what is left goes on by itself. */
const budgetMs = 10_000;

/**
 * Reads uploads back from Cloudflare and takes each as far as it goes: arrived, measured, ready. Believes
 * nothing from the browser, so anybody who may upload may call it for any image, and any number at once.
 */
export async function finishUploads(actor: Actor, { imageIds }: ImageIdsInput): Promise<UploadOutcome[]> {
  assertCan(actor, "image:upload");
  const ids = [...new Set(imageIds)];
  const rows = await db().image.findMany({ where: { id: { in: ids } }, select: workColumns });
  const found = new Set(rows.map(({ id }) => id));
  const gone = ids.filter((id) => !found.has(id)).map((imageId) => ({ imageId, state: "gone" as const }));
  return withExposure(actor, [...(await advanceAll(actor, rows, false)), ...gone]);
}

/**
 * Goes on with whatever is due: uploads whose tab was closed, interrupted measuring, deletions, changes of
 * privacy whose outcome is unknown. Each row is taken by one caller at a time; a crash frees it after a while.
 */
export async function settleDue(actor: Actor, { limit }: { limit: number }): Promise<UploadOutcome[]> {
  assertCan(actor, "image:upload");
  const now = clock.now();
  const until = new Date(now.getTime() + leaseMs);
  const taken = await db().$queryRaw<{ id: string }[]>`
    UPDATE "Image" SET "dueAt" = ${until}
    WHERE "id" IN (SELECT "id" FROM "Image" WHERE "dueAt" <= ${now} ORDER BY "dueAt" LIMIT ${limit}
      FOR UPDATE SKIP LOCKED)
    RETURNING "id"`;
  if (taken.length === 0) return [];
  const rows = await db().image.findMany({
    where: { id: { in: taken.map(({ id }) => id) } },
    select: workColumns,
  });
  return withExposure(actor, await advanceAll(actor, rows, true));
}

async function advanceAll(actor: Actor, rows: Work[], leased: boolean): Promise<UploadOutcome[]> {
  const end = performance.now() + budgetMs;
  let silent = false;
  return mapLimit(rows, parallel, async (row): Promise<UploadOutcome> => {
    if (silent || performance.now() > end) {
      if (leased)
        await db().image.updateMany({
          where: { id: row.id, dueAt: row.dueAt },
          data: { dueAt: clock.now() },
        });
      return { imageId: row.id, state: standing(row) };
    }
    try {
      return await advance(actor, row, leased);
    } catch (error) {
      // Cloudflare wants to be left alone: asking for the other rows would only prolong that.
      silent ||= error instanceof AppError && error.code === "LIMIT";
      return postpone(row, error);
    }
  });
}

const standing = ({ state }: Work): UploadOutcome["state"] =>
  state === "received" ? "measuring" : state === "ready" || state === "failed" ? state : "waiting";

function inWords(error: unknown): string {
  if (!(error instanceof AppError))
    return `Something broke on our side. Darkroom tries again; if it stays, tell your developer reference ${reportUnexpected("settle", error)}.`;
  if (error.code === "CONFIG") return error.message;
  return "Cloudflare could not be asked just now. Nothing is lost; Darkroom looks again by itself.";
}

/** A try that did not succeed: when the next one is, and what to tell. One bad row never stops the others. */
async function postpone(row: Work, error: unknown): Promise<UploadOutcome> {
  const message = inWords(error);
  const current = await db().image.findUnique({
    where: { id: row.id },
    select: { state: true, attempts: true },
  });
  if (!current) return { imageId: row.id, state: "gone" };
  const absent = error instanceof AppError && error.code === "NOT_FOUND";
  if (absent && current.state === "received" && current.attempts + 1 >= maxLookups) return vanished(row);
  // Deletions and failed uploads have set their own next try.
  if (current.state !== "deleting" && current.state !== "failed")
    await db().image.updateMany({
      where: { id: row.id, state: current.state },
      data: { attempts: { increment: 1 }, dueAt: retryAt(current.attempts, clock.now()) },
    });
  return { imageId: row.id, state: standing({ ...row, state: current.state }), message };
}

/** It had arrived and is not there, again and again: somebody deleted it at Cloudflare before it was measured. */
async function vanished({ id, name }: Work): Promise<UploadOutcome> {
  const failure = "It was deleted at Cloudflare before Darkroom could measure it. Choose the file again.";
  await db().$transaction(async (tx) => {
    const { count } = await tx.image.updateMany({
      where: { id, state: "received" },
      data: { state: "failed", failure, cloudflareId: null, dueAt: null, attempts: 0 },
    });
    if (count === 1)
      await recordAudit(tx, system, {
        action: "image.upload-failed",
        subject: { type: "image", id, name },
        details: { reason: "gone at Cloudflare" },
      });
  });
  return { imageId: id, state: "failed", message: failure };
}

/** Adds to each that is ready who can see it, and whether the same file was here before. */
async function withExposure(actor: Actor, outcomes: UploadOutcome[]): Promise<UploadOutcome[]> {
  const ready = outcomes.filter(({ state }) => state === "ready").map(({ imageId }) => imageId);
  if (ready.length === 0) return outcomes;
  const [exposures, twins] = await Promise.all([readExposures(actor, ready), findTwins(ready)]);
  return outcomes.map((outcome) => {
    const known = exposures.get(outcome.imageId);
    const twin = twins.get(outcome.imageId);
    const message =
      outcome.message ??
      (twin && `The same file is stored already as ${twin}. Use that one, and delete this.`);
    return known ? { ...outcome, exposure: known.exposure, ...(message && { message }) } : outcome;
  });
}
