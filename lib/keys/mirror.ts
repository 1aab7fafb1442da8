import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { AuditAction } from "@/lib/audit/schema";
import { type Actor, system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { KeyMaterial } from "@/lib/cloudflare/key-material";
import { db } from "@/lib/db";
import { fingerprint } from "@/lib/keys/fingerprint";

/** A signing key with the id of its row. Prints and serialises without its value. */
export class AccountKey extends KeyMaterial {
  readonly id: string;

  constructor(id: string, { name, value }: KeyMaterial) {
    super(name, value);
    this.id = id;
  }
}

/**
 * Reads the account's keys and notes which are there, by name and fingerprint. A key that came or went
 * outside Darkroom is an event: links hang on it. `created` is the name of one that we asked for just now. Returns
 * the keys in Cloudflare's order.
 */
export async function mirrorKeys(by: Actor = system, created?: string): Promise<AccountKey[]> {
  const now = clock.now();
  const remote = (await cloudflare().listKeys()).map((key) => ({ key, fingerprint: fingerprint(key.value) }));
  const rows = await db().$transaction(async (tx) => {
    const present = remote.map(({ key, fingerprint }) => ({ name: key.name, fingerprint }));
    const known = await tx.signingKey.findMany({ where: { OR: present } });
    const missing = present.filter(
      ({ name, fingerprint }) => !known.some((row) => row.name === name && row.fingerprint === fingerprint),
    );
    // Two servers may notice at once; the one that wrote the row tells of it.
    const added = await tx.signingKey.createManyAndReturn({
      data: missing.map((key) => ({ ...key, firstSeenAt: now, checkedAt: now })),
      skipDuplicates: true,
    });
    const back = await tx.signingKey.updateManyAndReturn({
      where: { OR: present, goneAt: { not: null } },
      data: { goneAt: null },
    });
    const gone = await tx.signingKey.updateManyAndReturn({
      where: { NOT: { OR: present }, goneAt: null },
      data: { goneAt: now },
    });
    await tx.signingKey.updateMany({ where: { OR: present }, data: { checkedAt: now } });
    const event = (action: AuditAction, { id, name }: { id: string; name: string }) => ({
      action,
      subject: { type: "key" as const, id, name },
    });
    await recordAudit(
      tx,
      by,
      ...[...added, ...back].map((row) => event(row.name === created ? "key.created" : "key.appeared", row)),
      ...gone.map((row) => event(row.deletingAt ? "key.deleted" : "key.vanished", row)),
    );
    return tx.signingKey.findMany({
      where: { OR: present },
      select: { id: true, name: true, fingerprint: true },
    });
  });
  return remote.flatMap(({ key, fingerprint }) => {
    const row = rows.find((row) => row.name === key.name && row.fingerprint === fingerprint);
    return row ? [new AccountKey(row.id, key)] : [];
  });
}
