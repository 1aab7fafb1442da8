import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { countImages } from "@/lib/exposure/tally";
import type { Prisma } from "@/lib/generated/prisma/client";
import { latestImport } from "@/lib/import/latest";
import type {
  Finding,
  FindingKind,
  ImportDesk,
  ImportProgress,
  ImportRow,
  Survey,
} from "@/lib/import/schema";
import { readPass } from "@/lib/sync/rules";

const pastShown = 10;
const findingsShown = 100;
/** What is not measured yet is counted up to so many: nobody reads the difference. */
const surveyCap = 20_000;

const columns = {
  id: true,
  state: true,
  standing: true,
  expected: true,
  read: true,
  importedPrivate: true,
  importedPublic: true,
  customIds: true,
  rebuilt: true,
  odd: true,
  startedAt: true,
  startedBy: { select: { name: true } },
  finishedAt: true,
} satisfies Prisma.ImportSelect;

/** All that the import screen shows: what the account holds, what is under way, what was, what is left to measure. */
export async function getImportDesk(actor: Actor): Promise<ImportDesk> {
  assertCan(actor, "account:check");
  const now = clock.now();
  const [installation, rows, { missing }, survey] = await Promise.all([
    db().installation.findUnique({
      where: { id: 1 },
      select: {
        syncedAt: true,
        syncCursor: true,
        syncStartedAt: true,
        storedImages: true,
        driftedImages: true,
        foreignPrivate: true,
        foreignPublic: true,
        foreignCustom: true,
      },
    }),
    db().import.findMany({ orderBy: { id: "desc" }, take: pastShown, select: columns }),
    countImages(),
    countSurvey(),
  ]);
  const imports = await withFindings(rows);
  const pass = readPass(installation?.syncCursor ?? null, installation?.syncStartedAt ?? null, now);
  const { foreignPrivate = 0, foreignPublic = 0, storedImages = 0 } = installation ?? {};
  return {
    look: {
      at: installation?.syncedAt ?? null,
      stored: storedImages,
      known: Math.max(0, storedImages - foreignPrivate - foreignPublic),
      newPrivate: foreignPrivate,
      newPublic: foreignPublic,
      newCustom: installation?.foreignCustom ?? 0,
      changed: installation?.driftedImages ?? 0,
      vanished: missing,
    },
    looking: pass && pass.importId === null ? pass.read : null,
    phase: pass?.phase ?? null,
    current: imports.find(({ state }) => state === "running" || state === "paused") ?? null,
    past: imports.filter(({ state }) => state === "done" || state === "cancelled"),
    survey,
  };
}

/** The import that runs now; null when none does. */
export async function getRunningImport(actor: Actor): Promise<ImportProgress | null> {
  assertCan(actor, "account:check");
  const latest = await latestImport();
  return latest?.state === "running" ? latest : null;
}

async function withFindings(
  rows: Prisma.ImportGetPayload<{ select: typeof columns }>[],
): Promise<ImportRow[]> {
  const counts = await db().importFinding.groupBy({
    by: ["importId", "kind"],
    where: { importId: { in: rows.map(({ id }) => id) } },
    _count: true,
  });
  return rows.map(({ startedBy, ...row }) => {
    const found = (kind: FindingKind) =>
      counts.find((count) => count.importId === row.id && count.kind === kind)?._count ?? 0;
    return {
      ...row,
      imported: row.importedPrivate + row.importedPublic,
      changed: found("changed"),
      vanished: found("vanished"),
      refused: found("refused"),
      startedBy: startedBy.name,
    };
  });
}

/** Private images that nobody asked for without a signature yet, and originals that were not read yet. */
async function countSurvey(): Promise<Survey> {
  const [counted] = await db().$queryRaw<{ untried: number; unread: number }[]>`
    SELECT (SELECT count(*)::int FROM (SELECT 1 FROM "Image" WHERE "importId" IS NOT NULL AND "requireSignedUrls"
        AND "probe" IS NULL AND "state" = 'ready' LIMIT ${surveyCap}) waiting) AS "untried",
      (SELECT count(*)::int FROM (SELECT 1 FROM "Image" WHERE "importId" IS NOT NULL AND "sha256" IS NULL
        AND "failure" IS NULL AND "state" = 'ready' LIMIT ${surveyCap}) waiting) AS "unread"`;
  const { untried = 0, unread = 0 } = counted ?? {};
  return { untried, unread, capped: untried === surveyCap || unread === surveyCap };
}

/** What one import found besides what it brought in, by name; at most 100 of a kind. */
export async function listFindings(
  actor: Actor,
  { importId, kind }: { importId: number; kind: FindingKind },
): Promise<Finding[]> {
  assertCan(actor, "account:check");
  return db().importFinding.findMany({
    where: { importId, kind },
    orderBy: { key: "asc" },
    take: findingsShown,
    select: {
      importId: true,
      key: true,
      kind: true,
      imageId: true,
      cloudflareId: true,
      name: true,
      reason: true,
    },
  });
}
