import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan, system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { holdKey, withCurrentKey } from "@/lib/keys/hold";
import { type AccountKey, mirrorKeys } from "@/lib/keys/mirror";
import { reissueItems } from "@/lib/keys/reissue";
import type { ExplainKeyInput } from "@/lib/keys/schema";
import { reportUnexpected } from "@/lib/log";

/** A page waits this long for Cloudflare, then shows what is kept; the answer is written down when it comes. */
const patience = 2_500;
/** A reading this young is not repeated by a page that is drawn again. */
const fresh = 5_000;

/** Reads the account's keys for a page. False: Cloudflare did not answer in time, what is kept is older. */
export async function lookAtKeys(actor: Actor): Promise<boolean> {
  assertCan(actor, "key:view");
  const newest = await db().signingKey.findFirst({
    orderBy: { checkedAt: "desc" },
    select: { checkedAt: true },
  });
  if (newest && Math.abs(clock.now().getTime() - newest.checkedAt.getTime()) < fresh) return true;
  const answered = mirrorKeys(system).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof AppError)) reportUnexpected("look at keys", error);
      return false;
    },
  );
  const giveUp = new AbortController();
  const late = wait(patience, false, { signal: giveUp.signal }).catch(() => false);
  return Promise.race([answered, late]).finally(() => giveUp.abort());
}

/** Reads the account's keys now, for whoever asks. Throws what Cloudflare's refusal is. */
export async function checkKeys(actor: Actor): Promise<void> {
  assertCan(actor, "key:view");
  await mirrorKeys(actor);
}

/** Accounts for a key that came or went outside: "our shop's own key". Throws NOT_FOUND when somebody did already. */
export async function explainKey(actor: Actor, { keyId, reason }: ExplainKeyInput): Promise<void> {
  assertCan(actor, "leak:act");
  await db().$transaction(async (tx) => {
    const [key] = await tx.signingKey.updateManyAndReturn({
      where: {
        id: keyId,
        explainedAt: null,
        OR: [{ foundAt: { not: null } }, { vanishedAt: { not: null } }],
      },
      data: { explainedAt: clock.now(), explainedBy: actor.name.slice(0, 254), explanation: reason },
    });
    if (!key)
      throw new AppError("NOT_FOUND", "Nothing about this key waits for an explanation. Reload to see why.");
    await recordAudit(tx, actor, {
      action: "key.explained",
      subject: { type: "key", id: key.id, name: key.name },
      details: { reason },
    });
  });
}

/**
 * Signs what hung on a vanished key anew with the one in use, same pictures, same ends, to be sent again. Answers how
 * many links have new addresses; what is more than one go can do is for the next call.
 */
export async function reissueLost(actor: Actor, { keyId }: { keyId: string }): Promise<{ links: number }> {
  assertCan(actor, "leak:act");
  const write = (next: AccountKey) =>
    db().$transaction((tx) => signLostAnew(tx, actor, { keyId, next }), { timeout: 20_000 });
  return { links: await withCurrentKey(write) };
}

async function signLostAnew(
  tx: Tx,
  actor: Actor,
  { keyId, next }: { keyId: string; next: AccountKey },
): Promise<number> {
  await holdKey(tx, next);
  // Whoever presses at the same time waits, and finds nothing left.
  const [lost] = await tx.$queryRaw<{ name: string }[]>`
    SELECT "name" FROM "SigningKey" WHERE "id" = ${keyId}::uuid AND "vanishedAt" IS NOT NULL
      AND "goneAt" IS NOT NULL FOR NO KEY UPDATE`;
  if (!lost)
    throw new AppError("NOT_FOUND", "This key did not vanish, or is back. Nothing was changed; reload.");
  const linkIds = await reissueItems(tx, { keyId, next, now: clock.now() });
  await recordAudit(
    tx,
    actor,
    ...linkIds.map((id) => ({
      action: "link.reissued" as const,
      subject: { type: "link" as const, id, name: lost.name },
      details: { reason: `the key ${lost.name} vanished outside Darkroom` },
    })),
  );
  return linkIds.length;
}
