import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { AuditAction } from "@/lib/audit/schema";
import { type Actor, system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { KeyMaterial } from "@/lib/cloudflare/key-material";
import { db, type Tx } from "@/lib/db";
import { fingerprint } from "@/lib/keys/fingerprint";
import { revokeLeftOut } from "@/lib/keys/left-out";
import { forgetUnlessListed } from "@/lib/keys/memory";
import { countVictims } from "@/lib/keys/victims";

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
 * outside Darkroom is an event and stays marked until somebody explains it: links hang on it. An answer that came late
 * says nothing against what a later reading found. Returns the keys in Cloudflare's order.
 */
export async function mirrorKeys(by: Actor = system): Promise<AccountKey[]> {
  const now = clock.now();
  const remote = (await cloudflare().listKeys()).map((key) => ({ key, fingerprint: fingerprint(key.value) }));
  const present = remote.map(({ key, fingerprint }) => ({ name: key.name, fingerprint }));
  const rows = await db().$transaction(async (tx) => {
    await noteNew(tx, by, { present, now });
    const back = await tx.signingKey.updateManyAndReturn({
      where: { OR: present, goneAt: { lte: now } },
      data: { goneAt: null, vanishedAt: null, lostLinks: 0 },
    });
    await recordAudit(tx, by, ...back.map((row) => event("key.appeared", row)));
    await noteGone(tx, by, { present, now });
    const listed = { OR: present, goneAt: null };
    await tx.signingKey.updateMany({
      where: { ...listed, checkedAt: { lt: now } },
      data: { checkedAt: now },
    });
    return tx.signingKey.findMany({
      where: listed,
      select: { id: true, name: true, fingerprint: true },
    });
  });
  const keys = remote.flatMap(({ key, fingerprint }) => {
    const row = rows.find((row) => row.name === key.name && row.fingerprint === fingerprint);
    return row ? [new AccountKey(row.id, key)] : [];
  });
  forgetUnlessListed(keys);
  return keys;
}

type Present = { name: string; fingerprint: string };
type Reading = { present: Present[]; now: Date };
const event = (action: AuditAction, { id, name }: { id: string; name: string }, ends?: number) => ({
  action,
  subject: { type: "key" as const, id, name },
  ...(ends !== undefined && { details: { ends } }),
});

/** Writes the keys that were never seen. Those that nobody here asked for were found, except at the first look. */
async function noteNew(tx: Tx, by: Actor, { present, now }: Reading): Promise<void> {
  const names = present.map(({ name }) => name);
  const known = await tx.signingKey.findMany({ where: { name: { in: names } } });
  const missing = present.filter(
    ({ name, fingerprint }) => !known.some((row) => row.name === name && row.fingerprint === fingerprint),
  );
  if (missing.length === 0) return;
  // A name is asked for once; under one that had a value before, another value is not ours.
  const ours = (await readAsked(tx)).filter((name) => !known.some((row) => row.name === name));
  const before = await tx.signingKey.count();
  // Two servers may notice at once; the one that wrote the row tells of it.
  const added = await tx.signingKey.createManyAndReturn({
    data: missing.map((key) => ({
      ...key,
      firstSeenAt: now,
      checkedAt: now,
      foundAt: before > 0 && !ours.includes(key.name) ? now : null,
    })),
    skipDuplicates: true,
  });
  await recordAudit(
    tx,
    by,
    ...added.map((row) => event(ours.includes(row.name) ? "key.created" : "key.appeared", row)),
  );
}

/** The names that somebody here asked Cloudflare for within a day. The database's clock wrote the events and is asked. */
export async function readAsked(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT "subjectId" AS "name" FROM "AuditEvent"
    WHERE "subjectType" = 'key' AND "action" = 'key.asked' AND "at" > now() - interval '1 day'`;
  return rows.map(({ name }) => name);
}

/** Marks the keys that are gone. Of one that nobody here deleted it is kept how many links died with it. */
async function noteGone(tx: Tx, by: Actor, { present, now }: Reading): Promise<void> {
  const leaving = await tx.signingKey.findMany({
    where: { NOT: { OR: present }, goneAt: null, checkedAt: { lte: now } },
    select: { id: true, deletingAt: true },
  });
  for (const { id, deletingAt } of leaving) {
    const lostLinks = deletingAt ? 0 : (await countVictims(tx, { keyId: id, now })).links;
    const vanished = { vanishedAt: now, lostLinks, explainedAt: null, explainedBy: null, explanation: "" };
    const [row] = await tx.signingKey.updateManyAndReturn({
      where: { id, deletingAt, goneAt: null },
      data: { goneAt: now, ...(deletingAt ? {} : vanished) },
    });
    if (!row) continue;
    await recordAudit(tx, by, deletingAt ? event("key.deleted", row) : event("key.vanished", row, lostLinks));
    if (deletingAt) await revokeLeftOut(tx, by, { key: row, now });
  }
}
