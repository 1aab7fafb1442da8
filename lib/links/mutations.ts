import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { clock } from "@/lib/clock";
import { keepContacts } from "@/lib/contacts/keep";
import { identityOf, type Recipient } from "@/lib/contacts/schema";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { AccountKey } from "@/lib/keys/mirror";
import { currentKey, signLink } from "@/lib/keys/signing";
import { findEnds } from "@/lib/links/ends";
import { type NewEntry, writeEntries } from "@/lib/links/entries";
import { endProblem, startProblem, wholeSecond } from "@/lib/links/rules";
import type { CreatedLink, CreateLinksInput } from "@/lib/links/schema";
import { assertUsefulVariants, holdImages, readShareable, type Shareable } from "@/lib/links/shareable";
import { newToken } from "@/lib/links/tokens";
import { uuidsAt } from "@/lib/links/uuid";

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
  const password = input.gate?.password;
  const work = {
    input: { ...input, variantIds: [...new Set(input.variantIds)] },
    images,
    recipients: distinct(input.recipients),
    key: input.gate ? null : await currentKey(),
    passwordHash: password ? await hashPassword(password) : null,
  };
  return db().$transaction((tx) => write(tx, actor, work), { timeout: 30_000 });
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

type Work = {
  input: CreateLinksInput;
  images: Shareable[];
  recipients: Recipient[];
  key: AccountKey | null;
  passwordHash: string | null;
};

async function write(tx: Tx, actor: Actor, work: Work): Promise<CreatedLink[]> {
  const { input, images, recipients, key, passwordHash } = work;
  await holdImages(tx, images);
  const ends = await chooseEnds(tx, actor, work);
  const contacts = await keepContacts(tx, actor, recipients);
  const ids = uuidsAt(clock.now(), recipients.length);
  const made = recipients.map((recipient, at) =>
    draw(recipient, { id: ids[at] ?? "", endsAt: ends[at] ?? input.endsAt, images, input, key }),
  );
  const gate = input.gate && { ...input.gate, passwordHash };
  const { purpose, note } = input;
  await writeEntries(
    tx,
    actor,
    made.map(({ entry }) => entry),
    { purpose, note, images, gate, contacts },
  );
  await recordAudit(tx, actor, ...made.map(({ created }) => toldOf(created, { input, images })));
  return made.map(({ created }) => created);
}

function chooseEnds(
  tx: Tx,
  actor: Actor,
  { input, images, recipients, key }: Work,
): Date[] | Promise<Date[]> {
  const { endsAt: wish, variantIds } = input;
  if (!key) return recipients.map(() => wholeSecond(wish));
  const cloudflareIds = images.map(({ cloudflareId }) => cloudflareId);
  return findEnds(tx, actor, { wish, count: recipients.length, cloudflareIds, variantIds, keyId: key.id });
}

type Sheet = Pick<Work, "images" | "input" | "key"> & { id: string; endsAt: Date };

/** One recipient's entry as it is stored, and as it is shown once. */
function draw(
  recipient: Recipient,
  { id, endsAt, images, input, key }: Sheet,
): { entry: NewEntry; created: CreatedLink } {
  const token = key ? null : newToken();
  const drawn = images.flatMap((image) =>
    input.variantIds.map((variantId) => {
      const one = { image, variantId, expiresAt: endsAt };
      if (!key) return { item: { ...one, signed: null }, url: null };
      const { url, signatureHash } = signLink({ ...one, cloudflareId: image.cloudflareId }, key);
      return { item: { ...one, signed: { signatureHash, keyId: key.id } }, url };
    }),
  );
  const urls = drawn.flatMap(({ item: { image, variantId }, url }) =>
    url ? [{ imageId: image.id, imageName: image.name, variantId, url }] : [],
  );
  return {
    entry: { id, recipient, endsAt, token, items: drawn.map(({ item }) => item) },
    created: { linkId: id, recipient, endsAt, keyName: key?.name ?? "", urls, path: token && `/s/${token}` },
  };
}

function toldOf(
  { linkId, recipient, endsAt, keyName, path }: CreatedLink,
  { input, images }: Pick<Work, "input" | "images">,
): AuditEntry {
  const [first] = images;
  const more = images.length > 1 ? ` and ${images.length - 1} more` : "";
  return {
    action: "link.created",
    subject: { type: "link", id: linkId, name: `${first?.name.slice(0, 230) ?? ""}${more}` },
    details: {
      mode: path ? "gated" : "direct",
      images: images.length,
      ...(images.length === 1 && first && { imageId: first.id }),
      variants: input.variantIds,
      purpose: input.purpose,
      recipient: recipient.name,
      endsAt: endsAt.toISOString(),
      ...(keyName && { keyName }),
    },
  };
}
