import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import type { AuditAction } from "@/lib/audit/schema";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { formatCount, formatDuration } from "@/lib/format";
import { forgetKey } from "@/lib/keys/memory";
import { type AccountKey, mirrorKeys, readAsked } from "@/lib/keys/mirror";
import { reissueItems } from "@/lib/keys/reissue";
import { retireKey } from "@/lib/keys/retire";
import { chooseKey, maxReissue, nameProblem, settled } from "@/lib/keys/rules";
import type { DeleteKeyInput } from "@/lib/keys/schema";
import { countVictims, reissueWhere } from "@/lib/keys/victims";

const event = (
  action: AuditAction,
  { id, name }: { id: string; name: string },
  details?: AuditEntry["details"],
) => ({
  action,
  subject: { type: "key" as const, id, name },
  ...(details && { details }),
});

/**
 * Adds a spare. Nothing signs with it until it is chosen. Throws LIMIT at the cap, INVALID for a name that was ever
 * used or asked for: while Cloudflare's list lags, asking again would replace its value. A lost answer, or a key that
 * is not listed yet, is UNKNOWN_OUTCOME, and the next look at the account tells.
 */
export async function addKey(actor: Actor, { name }: { name: string }): Promise<void> {
  assertCan(actor, "key:manage");
  const keys = await mirrorKeys(actor);
  const used = await db().signingKey.findMany({ select: { name: true } });
  const problem = nameProblem(name, [...used.map((row) => row.name), ...(await readAsked(db()))]);
  if (problem) throw new AppError("INVALID", problem, { fields: { name: problem } });
  const cap = env().CLOUDFLARE_KEY_CAP;
  if (keys.length >= cap)
    throw new AppError(
      "LIMIT",
      `The account has ${keys.length} keys, and ${cap} are allowed here (CLOUDFLARE_KEY_CAP). Delete one that is drained first.`,
    );
  await db().$transaction((tx) => recordAudit(tx, actor, event("key.asked", { id: name, name })));
  await cloudflare().createKey(name);
  const listed = await mirrorKeys(actor);
  forgetKey();
  if (!listed.some((key) => key.name === name))
    throw new AppError(
      "UNKNOWN_OUTCOME",
      `The key ${name} is asked for; Cloudflare does not list it yet. It appears here by itself. Do not ask for it again.`,
    );
}

/** Signs everything new with this key from now on; other servers follow within a minute. */
export async function chooseSigningKey(actor: Actor, { keyId }: { keyId: string }): Promise<void> {
  assertCan(actor, "key:manage");
  const key = (await mirrorKeys(actor)).find(({ id }) => id === keyId);
  if (!key) throw gone();
  await db().$transaction(async (tx) => {
    const stays = await tx.signingKey.updateMany({
      where: { id: keyId, deletingAt: null },
      data: { leavesAt: null, leavesById: null },
    });
    if (stays.count === 0) throw gone();
    await tx.installation.update({
      where: { id: 1 },
      data: { signingKey: key.name, signingKeyAt: clock.now() },
    });
    await recordAudit(tx, actor, event("key.chosen", key));
  });
  forgetKey();
}

/** Tells a key to leave when its last link has ended, or to stay after all. The schedule does it. */
export async function letKeyLeave(
  actor: Actor,
  { keyId, leave }: { keyId: string; leave: boolean },
): Promise<void> {
  assertCan(actor, "key:manage");
  const keys = await mirrorKeys(actor);
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw gone();
  if (leave) await assertMayGo(keys, key);
  await db().$transaction(async (tx) => {
    await tx.signingKey.update({
      where: { id: keyId },
      data: leave ? { leavesAt: clock.now(), leavesById: actor.id } : { leavesAt: null, leavesById: null },
    });
    await recordAudit(tx, actor, event(leave ? "key.leaving" : "key.stays", key));
  });
}

/**
 * Deletes a key now. The links that hang on it end, exactly as many as were confirmed; with `reissue` each is signed
 * anew first, to be sent again. Never the key in use, never the last. Answers what the delivery host says afterwards
 * to an address signed with it.
 */
export async function deleteKeyNow(actor: Actor, input: DeleteKeyInput): Promise<{ answer: string | null }> {
  assertCan(actor, "key:manage");
  const keys = await mirrorKeys(actor);
  const key = keys.find(({ id }) => id === input.keyId);
  if (!key) throw gone();
  const next = await assertMayGo(keys, key);
  await db().$transaction((tx) => markDeleting(tx, actor, { input, key, next }), { timeout: 20_000 });
  return { answer: await retireKey(actor, key) };
}

type Marking = { input: DeleteKeyInput; key: AccountKey; next: AccountKey };

async function markDeleting(tx: Tx, actor: Actor, { input, key, next }: Marking): Promise<void> {
  const now = clock.now();
  // The mark first: it waits for those who are signing with the key, and from then on nobody can.
  const { reissue, without } = input;
  await tx.signingKey.update({ where: { id: key.id }, data: { deletingAt: now, revokes: without ?? [] } });
  const installation = await tx.installation.findUnique({ where: { id: 1 } });
  if (installation?.signingKey === key.name) throw inUse();
  assertSettled(installation?.signingKeyAt ?? null, now);
  const { links } = await countVictims(tx, { keyId: key.id, now });
  if (links !== input.confirmedLinks)
    throw new AppError(
      "CONFLICT",
      `${formatCount(links, "live link hangs", "live links hang")} on it now, not ${formatCount(input.confirmedLinks)}. Nothing was changed. Look at the number again.`,
    );
  const carried = await tx.linkItem.count({
    where: await reissueWhere(tx, { keyId: key.id, now, without }),
  });
  if (reissue && carried > maxReissue)
    throw new AppError(
      "LIMIT",
      `At most ${formatCount(maxReissue, "address", "addresses")} are signed anew in one go. Let the key drain instead.`,
    );
  const reissued = reissue ? await reissueItems(tx, { keyId: key.id, next, now, without }) : [];
  await recordAudit(
    tx,
    actor,
    event("key.delete-asked", key, {
      ends: Math.max(0, links - reissued.length),
      reissues: reissued.length,
    }),
    ...reissued.map((linkId) => ({
      action: "link.reissued" as const,
      subject: { type: "link" as const, id: linkId, name: key.name },
      details: { reason: `the key ${key.name} was rotated to ${next.name}` },
    })),
  );
}

/** The key that signs when this one is gone. Throws CONFLICT when it is in use, or the last. */
async function assertMayGo(keys: AccountKey[], key: AccountKey): Promise<AccountKey> {
  const installation = await db().installation.findUnique({ where: { id: 1 }, select: { signingKey: true } });
  const current = chooseKey(keys, installation?.signingKey ?? "default");
  if (keys.length < 2)
    throw new AppError(
      "CONFLICT",
      "It is the account's last signing key. Nothing was changed; add a spare first.",
    );
  if (!current || current.id === key.id) throw inUse();
  return current;
}

/** Other servers sign pictures and gated links with the key before, from memory, until they have heard. */
function assertSettled(chosenAt: Date | null, now: Date): void {
  const left = chosenAt ? chosenAt.getTime() + settled - now.getTime() : 0;
  if (left > 0)
    throw new AppError(
      "CONFLICT",
      `Another key was chosen only now, and other servers may still sign with this one. Nothing was changed; try again in ${formatDuration(left)}.`,
    );
}

const inUse = () =>
  new AppError(
    "CONFLICT",
    "Everything new is signed with it. Nothing was changed; sign with another key first.",
  );

const gone = () =>
  new AppError(
    "NOT_FOUND",
    "This key is not at Cloudflare any more. Nothing was changed; reload to see what is.",
  );
