import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import { type Actor, system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import type { RemoteVariant } from "@/lib/cloudflare/wire";
import { db, type Tx } from "@/lib/db";
import { changesBetween } from "@/lib/variants/rules";

/** Whoever writes the mirror holds this lock until the transaction ends; a pooled connection keeps none. */
export async function lockMirror(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(71420)`;
}

/** Writes what Cloudflare said of one variant. Call with the lock held. */
export async function writeVariant(tx: Tx, variant: RemoteVariant, checkedAt: Date): Promise<void> {
  const { id, fit, width, height, metadata, alwaysPublic } = variant;
  const data = { fit, width, height, metadata, alwaysPublic, checkedAt };
  await tx.variant.upsert({ where: { id }, create: { id, ...data }, update: data });
}

/**
 * Reads the account's variants and makes the mirror say the same. What was changed outside Darkroom is an
 * event. A row that is newer than this reading, or held (see `listLag`), keeps what it says.
 */
export async function mirrorVariants(by: Actor = system): Promise<RemoteVariant[]> {
  const readAt = clock.now();
  const remote = await cloudflare().listVariants();
  await db().$transaction(async (tx) => {
    await lockMirror(tx);
    const known = await tx.variant.findMany();
    const held = new Set(known.filter(({ checkedAt }) => checkedAt > readAt).map(({ id }) => id));
    const events: AuditEntry[] = [];
    const differs = (name: string, details: AuditEntry["details"]) =>
      events.push({ action: "variant.drifted", subject: { type: "variant", id: name, name }, details });
    const same: string[] = [];
    for (const variant of remote.filter(({ id }) => !held.has(id))) {
      const before = known.find(({ id }) => id === variant.id);
      const changes = before && changesBetween(before, variant);
      if (changes && Object.keys(changes).length === 0) {
        same.push(variant.id);
        continue;
      }
      await writeVariant(tx, variant, readAt);
      differs(variant.id, changes ?? { appeared: true, alwaysPublic: variant.alwaysPublic });
    }
    await tx.variant.updateMany({ where: { id: { in: same } }, data: { checkedAt: readAt } });
    const present = new Set(remote.map(({ id }) => id));
    const gone = known.filter(({ id }) => !present.has(id) && !held.has(id)).map(({ id }) => id);
    await tx.variant.deleteMany({ where: { id: { in: gone } } });
    for (const id of gone) differs(id, { vanished: true });
    // The first reading of an account is no news.
    if (known.length > 0) await recordAudit(tx, by, ...events);
  });
  return remote;
}
