import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { cloudflare } from "@/lib/cloudflare/connection";
import type { RemoteVariant } from "@/lib/cloudflare/wire";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatList } from "@/lib/format";
import { ownVariants } from "@/lib/images/schema";
import { lockMirror, writeVariant } from "@/lib/variants/mirror";
import { changesBetween, listLag } from "@/lib/variants/rules";

/** What each of Darkroom's own variants has to be: small, without metadata, and never always public. */
export const wantedVariants: RemoteVariant[] = Object.values(ownVariants).map((own) => ({
  ...own,
  alwaysPublic: false,
}));

/**
 * Creates or puts right Darkroom's own variants at Cloudflare. Writes and records only what it changed, and which
 * of them were open to anyone until then. Throws UNKNOWN_OUTCOME when a repair is not read back.
 */
export async function makeOwnVariants(actor: Actor): Promise<void> {
  const remote = await cloudflare().listVariants();
  const created: RemoteVariant[] = [];
  const repaired: RemoteVariant[] = [];
  const found: RemoteVariant[] = [];
  const unconfirmed: RemoteVariant[] = [];
  for (const wanted of wantedVariants) {
    const is = remote.find(({ id }) => id === wanted.id);
    if (!is) created.push(await create(wanted));
    else if (differ(is, wanted)) {
      found.push(is);
      const read = await repair(wanted);
      if (read) repaired.push(read);
      else unconfirmed.push(is);
    }
  }
  if (created.length + found.length === 0) return;
  const ids = (variants: RemoteVariant[]) => variants.map(({ id }) => id);
  const now = clock.now();
  const held = new Date(now.getTime() + listLag);
  await db().$transaction(async (tx) => {
    await lockMirror(tx);
    for (const variant of [...created, ...repaired]) await writeVariant(tx, variant, held);
    for (const variant of unconfirmed) await writeVariant(tx, variant, now);
    await recordAudit(tx, actor, {
      action: "account.prepared",
      subject: { type: "account", id: "account", name: "the account" },
      details: {
        created: ids(created),
        repaired: ids(repaired),
        wereOpen: ids(found.filter(({ alwaysPublic }) => alwaysPublic)),
        ...(unconfirmed.length > 0 && { unconfirmed: ids(unconfirmed) }),
      },
    });
  });
  if (unconfirmed.length > 0)
    throw new AppError(
      "UNKNOWN_OUTCOME",
      `Cloudflare does not confirm yet that ${formatList(ids(unconfirmed))} ${unconfirmed.length === 1 ? "is" : "are"} as Darkroom needs. Prepare the account again in a minute.`,
    );
}

const differ = (is: RemoteVariant, wanted: RemoteVariant) =>
  Object.keys(changesBetween(is, wanted)).length > 0;

/** Puts a variant right. Null unless reading it back shows that it is: an acknowledgement closes nothing. */
async function repair(wanted: RemoteVariant): Promise<RemoteVariant | null> {
  try {
    await cloudflare().updateVariant(wanted);
  } catch (error) {
    // Whether a lost answer was a yes shows in the reading; a refusal is the caller's to hear.
    if (!(error instanceof AppError && error.code === "UNKNOWN_OUTCOME")) throw error;
  }
  const read = await cloudflare()
    .getVariant(wanted.id)
    .catch(() => null);
  return read && !differ(read, wanted) ? read : null;
}

/** Two servers may start at once, and an answer may be lost: what counts is that it is there. */
async function create(wanted: RemoteVariant): Promise<RemoteVariant> {
  try {
    return await cloudflare().createVariant(wanted);
  } catch (error) {
    const maybe =
      error instanceof AppError && (error.code === "CONFLICT" || error.code === "UNKNOWN_OUTCOME");
    const is = maybe ? await cloudflare().getVariant(wanted.id) : null;
    if (is) return is;
    throw error;
  }
}
