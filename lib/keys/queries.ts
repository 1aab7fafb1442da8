import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { chooseKey } from "@/lib/keys/rules";
import type { KeyRow, KeyVictims } from "@/lib/keys/schema";
import { countVictims, victimsWhere } from "@/lib/keys/victims";

/** The account's keys as last seen: those in use first, with the live links that hang on each. */
export async function listKeys(actor: Actor): Promise<KeyRow[]> {
  assertCan(actor, "key:view");
  const now = clock.now();
  const [keys, installation, live] = await Promise.all([
    db().signingKey.findMany({ orderBy: [{ firstSeenAt: "asc" }, { id: "asc" }] }),
    db().installation.findUnique({ where: { id: 1 }, select: { signingKey: true } }),
    db().linkItem.groupBy({
      by: ["keyId"],
      where: { expiresAt: { gt: now }, imageId: { not: null }, link: { revokedAt: null } },
      _count: true,
      _max: { expiresAt: true },
    }),
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
      liveLinks: key.goneAt ? 0 : (hanging?._count ?? 0),
      lastEnd: hanging?._max.expiresAt ?? null,
    };
  });
}

const sampled = 20;

/** Whose links would end with a key, counted now. */
export async function getKeyVictims(actor: Actor, { keyId }: { keyId: string }): Promise<KeyVictims> {
  assertCan(actor, "key:view");
  const now = clock.now();
  const [counted, items] = await Promise.all([
    countVictims(db(), { keyId, now }),
    db().linkItem.findMany({
      where: victimsWhere({ keyId, now }),
      orderBy: { expiresAt: "asc" },
      take: sampled,
      select: {
        id: true,
        imageName: true,
        expiresAt: true,
        link: { select: { recipient: true, purpose: true } },
      },
    }),
  ]);
  const sample = items.map(({ id, link, imageName, expiresAt: endsAt }) => ({
    id,
    ...link,
    imageName,
    endsAt,
  }));
  return { ...counted, sample };
}

/** How many keys the account may have, as this installation was told. */
export function getKeyCap(actor: Actor): number {
  assertCan(actor, "key:view");
  return env().CLOUDFLARE_KEY_CAP;
}
