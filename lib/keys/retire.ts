import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan, system } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { answerForParts, cloudflare } from "@/lib/cloudflare/connection";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { ownVariants } from "@/lib/images/schema";
import { keepKeys } from "@/lib/keys/known";
import { forgetKey } from "@/lib/keys/memory";
import { type AccountKey, mirrorKeys } from "@/lib/keys/mirror";
import { chooseKey, settled } from "@/lib/keys/rules";
import { signLink } from "@/lib/keys/signing";
import { carriedWhere } from "@/lib/keys/victims";
import { reportUnexpected } from "@/lib/log";

/**
 * Deletes a key that was marked as on its way out, reads back that it is gone, and asks for a picture signed with it.
 * Answers what the delivery host said; null when there was no picture to try. Safe to repeat.
 */
export async function retireKey(actor: Actor, key: AccountKey): Promise<string | null> {
  await keepKeys([key]);
  const sample = await signSample(key);
  await cloudflare().deleteKey(key.name);
  forgetKey();
  const left = await mirrorKeys(actor);
  if (left.some(({ id }) => id === key.id))
    throw new AppError("UNKNOWN_OUTCOME", "Cloudflare still lists the key. Darkroom looks again by itself.");
  const answer = sample && (await answerForParts(sample));
  if (answer)
    await db().$transaction((tx) =>
      recordAudit(tx, actor, {
        action: "key.measured",
        subject: { type: "key", id: key.id, name: key.name },
        details: { answer },
      }),
    );
  return answer;
}

/** An address that only this key can open, until it is gone. */
async function signSample(key: AccountKey) {
  const image = await db().image.findFirst({
    where: { state: "ready", requireSignedUrls: true, cloudflareId: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { cloudflareId: true },
  });
  if (!image?.cloudflareId) return null;
  const variantId = ownVariants.tiny.id;
  const expiresAt = new Date(clock.now().getTime() + 5 * 60_000);
  const { searchParams } = new URL(
    signLink({ cloudflareId: image.cloudflareId, variantId, expiresAt }, key).url,
  );
  return {
    imageId: image.cloudflareId,
    variantId,
    exp: searchParams.get("exp"),
    signature: searchParams.get("sig"),
  };
}

/**
 * Goes on with keys on their way out, and lets leave those that are drained. Never the one in use, never the last.
 * Returns how many went.
 */
export async function settleKeys(actor: Actor): Promise<number> {
  assertCan(actor, "key:view");
  const now = clock.now();
  // Whoever's page carries it on, it is no act of theirs: an owner let the key leave, and that is written down.
  const leaving = await db().signingKey.findMany({
    where: {
      goneAt: null,
      OR: [{ deletingAt: { not: null } }, { leavesAt: { lte: new Date(now.getTime() - settled) } }],
    },
    select: { id: true },
  });
  let went = 0;
  for (const { id } of leaving) {
    try {
      if (await letGo(id, now)) went += 1;
    } catch (error) {
      if (!(error instanceof AppError)) reportUnexpected("settle key", error);
    }
  }
  return went;
}

async function letGo(id: string, now: Date): Promise<boolean> {
  // Before Cloudflare is asked: open pages come by every few seconds, and a key may carry links for days.
  if (!(await isDrained(db(), id, now))) return false;
  const keys = await mirrorKeys();
  const key = keys.find((one) => one.id === id);
  const installation = await db().installation.findUnique({ where: { id: 1 }, select: { signingKey: true } });
  const current = chooseKey(keys, installation?.signingKey ?? "default");
  if (!key || keys.length < 2 || current?.id === id) return false;
  if (!(await markDrained(id, now))) return false;
  await retireKey(system, key);
  return true;
}

/** Whether nothing hangs on a key any more, or it was marked before. */
async function isDrained(tx: Tx, id: string, now: Date): Promise<boolean> {
  const key = await tx.signingKey.findUnique({ where: { id }, select: { deletingAt: true } });
  if (key?.deletingAt) return true;
  return !(await tx.linkItem.findFirst({ where: carriedWhere({ keyId: id, now }), select: { id: true } }));
}

/** Marks a key as on its way out, unless something still hangs on it. True also when it was marked before. */
function markDrained(id: string, now: Date): Promise<boolean> {
  return db().$transaction(async (tx) => {
    // The lock first: it waits for those who are signing with the key, whose links are counted then.
    await tx.$queryRaw`SELECT 1 FROM "SigningKey" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
    if (!(await isDrained(tx, id, now))) return false;
    await tx.signingKey.updateMany({ where: { id, deletingAt: null }, data: { deletingAt: now } });
    return true;
  });
}
