import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { workColumns } from "@/lib/images/advance";
import { probeImage } from "@/lib/images/probe";
import { leaseMs, readyDueAt } from "@/lib/images/rules";
import { settleReady } from "@/lib/images/settle-ready";
import { takeBudget } from "@/lib/jobs/budget";
import { reportUnexpected } from "@/lib/log";

/** Unsigned requests go to the delivery host, which has no rate limit of ours; originals cost the API's. */
const probesAtOnce = 8;
const probesPerClaim = 48;
/** Originals are up to 10 MB each and held whole while they are read. */
const readsAtOnce = 3;
/** The share of the jobs' budget that reading originals may use up to: what people wait for goes first. */
const budgetForReads = 40;

/**
 * Measures what was brought in, for about `forMs` milliseconds: first an unsigned request for each private image, so
 * that it can be called sealed; then the facts of originals, as far as the budget of the minute allows. Whoever calls
 * goes on where it stands; a crash leaves at most one claim to the schedule. Answers how many images it looked at.
 */
export async function survey(actor: Actor, { forMs }: { forMs: number }): Promise<number> {
  assertCan(actor, "account:import");
  const end = performance.now() + forMs;
  let looked = 0;
  for (;;) {
    const batch = (await tryUnsigned()) || (await readOriginals());
    looked += batch;
    if (batch === 0 || performance.now() > end) return looked;
  }
}

/** Asks for some private images as a stranger would. None: nothing is left, or the delivery host is silent. */
async function tryUnsigned(): Promise<number> {
  const dueAt = new Date(clock.now().getTime() + leaseMs);
  const rows = await db().$queryRaw<{ id: string; cloudflareId: string }[]>`
    UPDATE "Image" SET "dueAt" = ${dueAt} WHERE "id" IN (
      SELECT "id" FROM "Image" WHERE "importId" IS NOT NULL AND "requireSignedUrls" AND "probe" IS NULL
        AND "state" = 'ready' AND "dueAt" IS NULL AND "privacyPendingAt" IS NULL
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${probesPerClaim} FOR UPDATE SKIP LOCKED)
    RETURNING "id", "cloudflareId"`;
  const answers = await mapLimit(rows, probesAtOnce, async ({ id, cloudflareId }) => ({
    id,
    probe: await probeImage(cloudflareId),
  }));
  const now = clock.now();
  const silent = answers.every(({ probe }) => probe === "unreachable");
  for (const probe of ["refused", "served", "unreachable"] as const) {
    const ids = answers.filter((answer) => answer.probe === probe).map(({ id }) => id);
    const owed = { probe, requireSignedUrls: true, factsKnown: true, attempts: 0 };
    if (ids.length === 0) continue;
    await db().image.updateMany({
      where: { id: { in: ids }, dueAt, probe: null, privacyPendingAt: null },
      // A host that answers nobody says nothing about any image: they stay untried.
      data: silent ? { dueAt: null } : { probe, probedAt: now, dueAt: readyDueAt(owed, now) },
    });
  }
  return silent ? 0 : rows.length;
}

/** Reads some originals. None: nothing is left, the minute's share is used up, or the token may not read them. */
async function readOriginals(): Promise<number> {
  const now = clock.now();
  if (await mayNotRead(now)) return 0;
  const dueAt = new Date(now.getTime() + leaseMs);
  if (!(await anyUnread()) || !(await takeBudget(readsAtOnce, now, budgetForReads))) return 0;
  const taken = await db().$queryRaw<{ id: string }[]>`
    UPDATE "Image" SET "dueAt" = ${dueAt} WHERE "id" IN (
      SELECT "id" FROM "Image" WHERE "importId" IS NOT NULL AND "sha256" IS NULL AND "failure" IS NULL
        AND "state" = 'ready' AND "dueAt" IS NULL AND "privacyPendingAt" IS NULL
        AND NOT ("requireSignedUrls" AND "probe" IS NULL)
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${readsAtOnce} FOR UPDATE SKIP LOCKED)
    RETURNING "id"`;
  const rows = await db().image.findMany({
    where: { id: { in: taken.map(({ id }) => id) } },
    select: workColumns,
  });
  const read = await mapLimit(rows, readsAtOnce, async (row) => {
    try {
      await settleReady(row);
      return true;
    } catch (error) {
      // Its claim runs out, and then the schedule tries it again like any image that owes something.
      if (!(error instanceof AppError)) reportUnexpected("survey", error);
      return false;
    }
  });
  return read.filter(Boolean).length;
}

async function anyUnread(): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "Image" WHERE "importId" IS NOT NULL AND "sha256" IS NULL AND "failure" IS NULL
      AND "state" = 'ready' AND "dueAt" IS NULL AND "privacyPendingAt" IS NULL
      AND NOT ("requireSignedUrls" AND "probe" IS NULL) LIMIT 1`;
  return rows.length > 0;
}

/** One original that was refused stands for all: it is asked for again by itself, and the others wait for it. */
async function mayNotRead(now: Date): Promise<boolean> {
  const soon = new Date(now.getTime() + 3_600_000);
  const waiting = await db().image.findFirst({
    where: {
      dueAt: { gt: soon },
      importId: { not: null },
      sha256: null,
      state: "ready",
      probe: { not: null },
    },
    select: { id: true },
  });
  return waiting !== null;
}
