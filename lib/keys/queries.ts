import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { chooseKey } from "@/lib/keys/rules";
import type { KeyAnswer, KeyRow, KeyVictims } from "@/lib/keys/schema";
import { countCarried, countVictims, takenBack, victimItems } from "@/lib/keys/victims";
import { liveItemsOfImages } from "@/lib/links/live";

/** The account's keys as last seen: those in use first, with the live links that hang on each. */
export async function listKeys(actor: Actor): Promise<KeyRow[]> {
  assertCan(actor, "key:view");
  const now = clock.now();
  const [keys, installation, live, lost, measured] = await Promise.all([
    db().signingKey.findMany({ orderBy: [{ firstSeenAt: "asc" }, { id: "asc" }] }),
    db().installation.findUnique({ where: { id: 1 }, select: { signingKey: true } }),
    db().$queryRaw<{ keyId: string; links: number; lastEnd: Date }[]>`
      SELECT item."keyId", count(DISTINCT item."linkId")::int AS links, max(item."expiresAt") AS "lastEnd"
      FROM ${liveItemsOfImages(now)} AND item."keyId" IS NOT NULL GROUP BY item."keyId"`,
    db().$queryRaw<{ keyId: string; links: number }[]>`
      SELECT item."keyId", count(DISTINCT item."linkId")::int AS links
      FROM "SigningKey" key
      JOIN "LinkItem" item ON item."keyId" = key."id" AND item."expiresAt" > ${now} AND item."imageId" IS NOT NULL
      JOIN "Link" link ON link."id" = item."linkId" AND link."revokedAt" IS NULL
      WHERE key."vanishedAt" IS NOT NULL AND key."goneAt" IS NOT NULL AND NOT ${takenBack} GROUP BY item."keyId"`,
    db().$queryRaw<{ keyId: string; answer: KeyAnswer; at: Date }[]>`
      SELECT DISTINCT ON ("subjectId") "subjectId" AS "keyId", "details"->>'answer' AS "answer", "at"
      FROM "AuditEvent" WHERE "subjectType" = 'key' AND "action" = 'key.measured'
      ORDER BY "subjectId", "id" DESC`,
  ]);
  const present = keys.filter((key) => key.goneAt === null);
  const carried = await countCarried(db(), { keyIds: present.map(({ id }) => id), now });
  const current = chooseKey(present, installation?.signingKey ?? "default");
  return [...present, ...keys.filter((key) => key.goneAt !== null)].map((key) => {
    const hanging = live.find((row) => row.keyId === key.id);
    const all = carried.find((row) => row.keyId === key.id);
    const idle = (all?.links ?? 0) - (hanging?.links ?? 0);
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
      idle: all && idle > 0 ? { links: idle, lastEnd: all.lastEnd } : null,
      foundAt: key.foundAt,
      vanishedAt: key.vanishedAt,
      lostLinks: key.lostLinks,
      waiting: lost.find((row) => row.keyId === key.id)?.links ?? 0,
      measured: measured.find(({ keyId }) => keyId === key.id) ?? null,
      explained: key.explainedAt && {
        at: key.explainedAt,
        by: key.explainedBy ?? "",
        reason: key.explanation,
      },
    };
  });
}

const sampled = 20;

/** Whose links would end with a key, counted now. */
export async function getKeyVictims(actor: Actor, { keyId }: { keyId: string }): Promise<KeyVictims> {
  assertCan(actor, "key:view");
  const now = clock.now();
  const [counted, [carried], sample] = await Promise.all([
    countVictims(db(), { keyId, now }),
    countCarried(db(), { keyIds: [keyId], now }),
    db().$queryRaw<KeyVictims["sample"]>`
      SELECT item."linkId" AS "id", min(link."recipient") AS "recipient", min(link."purpose") AS "purpose",
        min(item."imageName") AS "imageName", count(*)::int AS "addresses", min(item."expiresAt") AS "endsAt",
        bool_and(${takenBack}) AS "takenBack"
      FROM ${victimItems({ keyId, now })}
      GROUP BY item."linkId" ORDER BY 7 DESC, min(item."expiresAt"), item."linkId" LIMIT ${sampled}`,
  ]);
  return { ...counted, idle: Math.max(0, (carried?.links ?? 0) - counted.links), sample };
}

/** How many keys the account may have, as this installation was told. */
export function getKeyCap(actor: Actor): number {
  assertCan(actor, "key:view");
  return env().CLOUDFLARE_KEY_CAP;
}
