import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import { Prisma } from "@/lib/generated/prisma/client";
import { subjectOf } from "@/lib/import/end";
import { latestImport } from "@/lib/import/latest";
import { pauseIn } from "@/lib/import/pause";
import type { ImportIdInput, Slice, StartImportInput } from "@/lib/import/schema";
import { survey } from "@/lib/import/survey";
import { checkAccount } from "@/lib/sync/mutations";
import { newPass, writePass } from "@/lib/sync/rules";

/**
 * Begins to bring in what the account holds: the next pass over it also writes rows. Throws CONFLICT while another
 * import is under way, when another number would come in than the person was told, and until the account was read.
 */
export async function startImport(
  actor: Actor,
  { expected }: StartImportInput,
): Promise<{ importId: number }> {
  assertCan(actor, "account:import");
  const now = clock.now();
  return db()
    .$transaction(async (tx) => {
      const installation = await tx.installation.findUnique({
        where: { id: 1 },
        select: { syncedAt: true, storedImages: true, foreignPrivate: true, foreignPublic: true },
      });
      if (!installation?.syncedAt)
        throw new AppError(
          "CONFLICT",
          "The account has not been read yet. Look at it first; nothing was begun.",
        );
      const fresh = installation.foreignPrivate + installation.foreignPublic;
      if (fresh !== expected)
        throw new AppError(
          "CONFLICT",
          `${formatCount(fresh, "image")} would come in now, not ${formatCount(expected)}. Nothing was begun. Look at the numbers again.`,
        );
      const { id: importId } = await tx.import.create({
        data: { active: true, expected: installation.storedImages, startedAt: now, startedById: actor.id },
      });
      await tx.installation.update({
        where: { id: 1 },
        data: { syncCursor: writePass({ ...newPass, importId }), syncStartedAt: now, syncError: null },
      });
      await recordAudit(tx, actor, {
        action: "account.import-started",
        subject: subjectOf(importId),
        details: { import: importId, stored: installation.storedImages },
      });
      return { importId };
    })
    .catch((error: unknown) => {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
        throw new AppError("CONFLICT", "An import is under way already. Nothing was begun.");
      throw error;
    });
}

/** Stops after the page that is being read; its place in the list is kept. */
export async function pauseImport(actor: Actor, { importId }: ImportIdInput): Promise<void> {
  assertCan(actor, "account:import");
  await db().$transaction(async (tx) => {
    if (!(await pauseIn(tx, { importId, standing: `Paused by ${actor.name}.` }))) throw notSo();
    await recordAudit(tx, actor, {
      action: "account.import-paused",
      subject: subjectOf(importId),
      details: { import: importId },
    });
  });
}

/** Goes on where it was paused, from then on in the name of whoever asks for it. */
export async function resumeImport(actor: Actor, { importId }: ImportIdInput): Promise<void> {
  assertCan(actor, "account:import");
  await db().$transaction(async (tx) => {
    const [row] = await tx.import.updateManyAndReturn({
      where: { id: importId, state: "paused" },
      data: { state: "running", standing: "", startedById: actor.id },
      select: { place: true, startedAt: true },
    });
    if (!row) throw notSo();
    await tx.installation.update({
      where: { id: 1 },
      data: {
        syncCursor: row.place ?? writePass({ ...newPass, importId }),
        syncStartedAt: row.startedAt,
        syncError: null,
      },
    });
    await recordAudit(tx, actor, {
      action: "account.import-resumed",
      subject: subjectOf(importId),
      details: { import: importId },
    });
  });
}

/** Ends it where it stands. What was brought in stays. */
export async function cancelImport(actor: Actor, { importId }: ImportIdInput): Promise<void> {
  assertCan(actor, "account:import");
  await db().$transaction(async (tx) => {
    await pauseIn(tx, { importId, standing: "" });
    const { count } = await tx.import.updateMany({
      where: { id: importId, state: "paused" },
      data: { state: "cancelled", active: null, standing: "", place: null, finishedAt: clock.now() },
    });
    if (count === 0) throw notSo();
    await recordAudit(tx, actor, {
      action: "account.import-cancelled",
      subject: subjectOf(importId),
      details: { import: importId },
    });
  });
}

const notSo = () =>
  new AppError(
    "CONFLICT",
    "It has ended, or does not stand as it did. Nothing was changed; look at it again.",
  );

/** One slice of whatever is under way: the pass over the account, or else measuring what was brought in. */
export async function advanceImport(actor: Actor): Promise<Slice> {
  assertCan(actor, "account:import");
  const before = await latestImport();
  if (before?.state !== "running") {
    const looked = await survey(actor, { forMs: measureFor });
    return { busy: looked > 0, resumesAt: null, latest: before };
  }
  const resumesAt = await passSlice(actor);
  return { busy: true, resumesAt, latest: await latestImport() };
}
const measureFor = 4_000;

/** When the pass can go on; null at once. */
async function passSlice(actor: Actor): Promise<Date | null> {
  try {
    return (await checkAccount(actor)).resumesAt;
  } catch (error) {
    // Another window or the schedule has the pass just now.
    if (error instanceof AppError && error.code === "CONFLICT")
      return new Date(clock.now().getTime() + 2_000);
    throw error;
  }
}
