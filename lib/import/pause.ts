import "server-only";
import type { Tx } from "@/lib/db";
import { newPass, readPass, writePass } from "@/lib/sync/rules";

/**
 * Has an import stand still where it is: its place in the list is kept with it, and the account's pass is free for
 * checks. False: it was not running.
 */
export async function pauseIn(
  tx: Tx,
  { importId, standing }: { importId: number; standing: string },
): Promise<boolean> {
  // In the order in which a page locks them.
  await tx.$queryRaw`SELECT 1 FROM "Import" WHERE "id" = ${importId} FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "Installation" WHERE "id" = 1 FOR NO KEY UPDATE`;
  const { syncCursor, syncStartedAt } = await tx.installation.findUniqueOrThrow({ where: { id: 1 } });
  // However old it is: what it stands for is its place.
  const pass = readPass(syncCursor, syncStartedAt, new Date(0));
  const ours = pass?.importId === importId;
  const place = writePass({ ...(ours ? pass : { ...newPass, importId }), heldUntil: null });
  const { count } = await tx.import.updateMany({
    where: { id: importId, state: "running" },
    data: { state: "paused", standing, place },
  });
  if (count === 1 && ours)
    await tx.installation.update({ where: { id: 1 }, data: { syncCursor: null, syncStartedAt: null } });
  return count === 1;
}
