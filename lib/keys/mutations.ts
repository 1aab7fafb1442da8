import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import type { AuditAction } from "@/lib/audit/schema";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import { type AccountKey, mirrorKeys } from "@/lib/keys/mirror";
import { reissueItems } from "@/lib/keys/reissue";
import { retireKey } from "@/lib/keys/retire";
import { chooseKey, maxReissue, nameProblem } from "@/lib/keys/rules";
import type { DeleteKeyInput } from "@/lib/keys/schema";
import { forgetKey } from "@/lib/keys/signing";
import { carriedWhere, countVictims } from "@/lib/keys/victims";

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
 * used; a lost answer is UNKNOWN_OUTCOME, and the next look at the account tells.
 */
export async function addKey(actor: Actor, { name }: { name: string }): Promise<void> {
  assertCan(actor, "key:manage");
  const keys = await mirrorKeys(actor);
  const used = await db().signingKey.findMany({ select: { name: true } });
  const problem = nameProblem(
    name,
    used.map((row) => row.name),
  );
  if (problem) throw new AppError("INVALID", problem, { fields: { name: problem } });
  const cap = env().CLOUDFLARE_KEY_CAP;
  if (keys.length >= cap)
    throw new AppError(
      "LIMIT",
      `The account has ${keys.length} keys, and ${cap} are allowed here (CLOUDFLARE_KEY_CAP). Delete one that is drained first.`,
    );
  await db().$transaction((tx) => recordAudit(tx, actor, event("key.asked", { id: name, name })));
  await cloudflare().createKey(name);
  await mirrorKeys(actor, name);
  forgetKey();
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
    await tx.installation.update({ where: { id: 1 }, data: { signingKey: key.name } });
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
  await tx.signingKey.update({ where: { id: key.id }, data: { deletingAt: now } });
  const installation = await tx.installation.findUnique({ where: { id: 1 }, select: { signingKey: true } });
  if (installation?.signingKey === key.name) throw inUse();
  const { links } = await countVictims(tx, { keyId: key.id, now });
  if (links !== input.confirmedLinks)
    throw new AppError(
      "CONFLICT",
      `${formatCount(links, "live link hangs", "live links hang")} on it now, not ${formatCount(input.confirmedLinks)}. Nothing was changed. Look at the number again.`,
    );
  const carried = await tx.linkItem.count({ where: carriedWhere({ keyId: key.id, now }) });
  if (input.reissue && carried > maxReissue)
    throw new AppError(
      "LIMIT",
      `At most ${formatCount(maxReissue, "address", "addresses")} are signed anew in one go. Let the key drain instead.`,
    );
  const reissued = input.reissue ? await reissueItems(tx, { keyId: key.id, next, now }) : [];
  await recordAudit(
    tx,
    actor,
    event("key.delete-asked", key, {
      ends: links - (input.reissue ? links : 0),
      reissues: input.reissue ? links : 0,
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
