import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { Alarm } from "@/lib/leaks/schema";

const shown = 50;

/** Alarms that nobody has ended yet, newest first; at most 50. */
export async function listAlarms(actor: Actor): Promise<Alarm[]> {
  assertCan(actor, "leak:examine");
  const rows = await db().leakAlarm.findMany({
    where: { acknowledgedAt: null },
    orderBy: { foundAt: "desc" },
    take: shown,
    include: { key: { select: { name: true } } },
  });
  return rows.map(({ id, imageName, variantId, endsAt, foundAt, foundBy, key }) => ({
    id,
    imageName,
    variantId,
    keyName: key.name,
    endsAt,
    foundAt,
    foundBy,
  }));
}
