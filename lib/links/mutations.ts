import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { clock } from "@/lib/clock";
import { identityOf, type Recipient } from "@/lib/contacts/schema";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { withCurrentKey } from "@/lib/keys/hold";
import type { AccountKey } from "@/lib/keys/mirror";
import type { StoredGate } from "@/lib/links/entries";
import { endProblem, startProblem } from "@/lib/links/rules";
import type { CreatedLink, CreateLinksInput, GateTerms } from "@/lib/links/schema";
import { assertUsefulVariants, readShareable } from "@/lib/links/shareable";
import { writeBatch } from "@/lib/links/write";

/**
 * Writes one ledger entry for each recipient over the same images and variants, and answers its addresses, once:
 * neither a URL nor a token is stored. The end of a direct link may move by some seconds, so that no two entries
 * share a signature; the answer says what was signed. All or nothing.
 */
export async function createLinks(actor: Actor, input: CreateLinksInput): Promise<CreatedLink[]> {
  assertCan(actor, "link:create");
  const problem = endProblem(input.endsAt, actor.role, clock.now());
  if (problem) throw new AppError("INVALID", problem, { fields: { endsAt: problem } });
  const late = startProblem(input.gate?.startsAt ?? null, input.endsAt);
  if (late) throw new AppError("INVALID", late, { fields: { startsAt: late } });
  const images = await readShareable([...new Set(input.imageIds)]);
  await assertUsefulVariants(input.variantIds);
  const { purpose, note, endsAt } = input;
  const batch = {
    ...{ purpose, note, endsAt, images },
    variantIds: [...new Set(input.variantIds)],
    recipients: distinct(input.recipients),
    gate: input.gate && (await storedGate(input.gate)),
  };
  const write = (key: AccountKey | null) =>
    db().$transaction((tx) => writeBatch(tx, actor, { ...batch, key }), { timeout: 30_000 });
  return batch.gate ? write(null) : withCurrentKey(write);
}

async function storedGate({ password, ...terms }: GateTerms): Promise<StoredGate> {
  return { ...terms, passwordHash: password ? await hashPassword(password) : null };
}

type OneLink = {
  imageId: string;
  variantId: string;
  purpose: string;
  recipient: string;
  note?: string;
  endsAt: Date;
};
type MadeOne = { linkId: string; url: string; endsAt: Date; keyName: string };

/** One direct link of one image in one variant; the shortest way through `createLinks`. */
export async function createLink(actor: Actor, one: OneLink): Promise<MadeOne> {
  assertCan(actor, "link:create");
  const { imageId, variantId, recipient, purpose, note = "", endsAt } = one;
  const [made] = await createLinks(actor, {
    imageIds: [imageId],
    variantIds: [variantId],
    recipients: [{ name: recipient, organisation: "", address: "" }],
    purpose,
    note,
    endsAt,
    gate: null,
  });
  const [item] = made?.urls ?? [];
  if (!made || !item) throw new AppError("UNEXPECTED", "The link was not made. Try again.");
  return { linkId: made.linkId, url: item.url, endsAt: made.endsAt, keyName: made.keyName };
}

/** The same person twice in a list is one recipient. */
function distinct(recipients: Recipient[]): Recipient[] {
  return [...new Map(recipients.map((recipient) => [identityOf(recipient), recipient])).values()];
}
