import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { chooseKey } from "@/lib/keys/rules";
import type { KeyRow, KeyVictims } from "@/lib/keys/schema";
import { countVictims, victimItems } from "@/lib/keys/victims";
import { liveItemsOfImages } from "@/lib/links/live";

/** The account's keys as last seen: those in use first, with the live links that hang on each. */
export async function listKeys(actor: Actor): Promise<KeyRow[]> {
  assertCan(actor, "key:view");
  const now = clock.now();
  const [keys, installation, live] = await Promise.all([
    db().signingKey.findMany({ orderBy: [{ firstSeenAt: "asc" }, { id: "asc" }] }),
    db().installation.findUnique({ where: { id: 1 }, select: { signingKey: true } }),
    db().$queryRaw<{ keyId: string; links: number; lastEnd: Date }[]>`
      SELECT item."keyId", count(DISTINCT item."linkId")::int AS links, max(item."expiresAt") AS "lastEnd"
      FROM ${liveItemsOfImages(now)} AND item."keyId" IS NOT NULL GROUP BY item."keyId"`,
  ]);
  const present = keys.filter((key) => key.goneAt === null);
  const current = chooseKey(present, installation?.signingKey ?? "default");
  return [...present, ...keys.filter((key) => key.goneAt !== null)].map((key) => {
    const hanging = live.find((row) => row.keyId === key.id);
    return {
      id: key.id,
      name: key.name,
      fingerprint: key.fingerprint.slice(0, 8),
      current: key.id === current?.id,
      goneAt: key.goneAt,
      leavesAt: key.leavesAt,
      deletingAt: key.deletingAt,
      firstSeenAt: key.firstSeenAt,
      checkedAt: key.checkedAt,
      // A link whose key is gone is dead: nothing hangs on it any more.
      liveLinks: key.goneAt ? 0 : (hanging?.links ?? 0),
      lastEnd: hanging?.lastEnd ?? null,
    };
  });
}

const sampled = 20;

/** Whose links would end with a key, counted now. */
export async function getKeyVictims(actor: Actor, { keyId }: { keyId: string }): Promise<KeyVictims> {
  assertCan(actor, "key:view");
  const now = clock.now();
  const [counted, sample] = await Promise.all([
    countVictims(db(), { keyId, now }),
    db().$queryRaw<KeyVictims["sample"]>`
      SELECT item."linkId" AS "id", min(link."recipient") AS "recipient", min(link."purpose") AS "purpose",
        min(item."imageName") AS "imageName", count(*)::int AS "addresses", min(item."expiresAt") AS "endsAt"
      FROM ${victimItems({ keyId, now })}
      GROUP BY item."linkId" ORDER BY min(item."expiresAt"), item."linkId" LIMIT ${sampled}`,
  ]);
  return { ...counted, sample };
}

/** A key by name, also one that is gone; null when it was never here. For whoever sees links, which name it too. */
export async function getKeyName(actor: Actor, { keyId }: { keyId: string }): Promise<string | null> {
  assertCan(actor, "link:view");
  const key = await db().signingKey.findUnique({ where: { id: keyId }, select: { name: true } });
  return key?.name ?? null;
}

/** How many keys the account may have, as this installation was told. */
export function getKeyCap(actor: Actor): number {
  assertCan(actor, "key:view");
  return env().CLOUDFLARE_KEY_CAP;
}
