import "server-only";
import { createHash } from "node:crypto";
import { type Actor, actingFor, can } from "@/lib/auth/actor";
import { db, type Tx } from "@/lib/db";
import { pauseIn } from "@/lib/import/pause";
import type { Along } from "@/lib/sync/compare";
import { Overtaken, type Work } from "@/lib/sync/pass";

/** An id at Cloudflare as findings are told apart by it. */
export const keyOf = (cloudflareId: string): string =>
  createHash("sha256").update(cloudflareId).digest("hex");

/**
 * Whom an import works for, read anew for each page. Throws Overtaken when it is not under way, and when they may not
 * do this any more: then it stands still and says so.
 */
export async function whoImports(work: Work, importId: number): Promise<Actor> {
  const row = await db().import.findUnique({
    where: { id: importId },
    select: { state: true, startedById: true },
  });
  const importer = row?.state === "running" ? await actingFor(row.startedById) : null;
  if (importer && can(importer, "account:import")) return importer;
  await db().$transaction((tx) => stop(tx, work, importId));
  throw new Overtaken();
}

async function stop(tx: Tx, { held }: Work, importId: number): Promise<void> {
  const standing = "Whoever began it may not import any more. An owner or admin can go on with it.";
  await pauseIn(tx, { importId, standing });
  await tx.installation.updateMany({
    where: { id: 1, syncCursor: held },
    data: { syncCursor: null, syncStartedAt: null },
  });
}

/** Writes what a pass finds otherwise into the report of its import; nothing without one. */
export function note(importId: number | null): Along | undefined {
  if (importId === null) return undefined;
  return async (tx, { kind, cloudflareId, imageId, name, reason }) => {
    const finding = { importId, kind, key: keyOf(cloudflareId), cloudflareId, imageId, name, reason };
    await tx.importFinding.createMany({ data: [finding], skipDuplicates: true });
  };
}
