import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { keepContacts } from "@/lib/contacts/keep";
import type { Recipient } from "@/lib/contacts/schema";
import type { Tx } from "@/lib/db";
import { holdKey } from "@/lib/keys/hold";
import type { AccountKey } from "@/lib/keys/mirror";
import { signLink } from "@/lib/keys/signing";
import { findEnds } from "@/lib/links/ends";
import { type NewEntry, type Picture, type StoredGate, writeEntries } from "@/lib/links/entries";
import { wholeSecond } from "@/lib/links/rules";
import type { CreatedLink } from "@/lib/links/schema";
import { holdImages, type Shareable } from "@/lib/links/shareable";
import { newToken } from "@/lib/links/tokens";
import { uuidsAt } from "@/lib/links/uuid";

/** Entries that differ in their recipient alone. */
export type Batch = {
  purpose: string;
  note: string;
  /** As it was wished; that of a direct link may move by some seconds. */
  endsAt: Date;
  variantIds: string[];
  images: Shareable[];
  /** Each a different one. */
  recipients: Recipient[];
  /** Null makes direct links, which need a key. */
  gate: StoredGate | null;
  key: AccountKey | null;
};

/** Writes the entries of a batch with their events, and answers their addresses, once. */
export async function writeBatch(tx: Tx, actor: Actor, batch: Batch): Promise<CreatedLink[]> {
  const { images, recipients, key, purpose, note, gate } = batch;
  if (key) await holdKey(tx, key);
  await holdImages(tx, images);
  const ends = await chooseEnds(tx, actor, batch);
  const contacts = await keepContacts(tx, actor, recipients);
  const ids = uuidsAt(clock.now(), recipients.length);
  const pictures = images.flatMap((image) => batch.variantIds.map((variantId) => ({ image, variantId })));
  const made = recipients.map((recipient, at) =>
    draw(recipient, { id: ids[at] ?? "", endsAt: ends[at] ?? batch.endsAt, pictures, key }),
  );
  await writeEntries(
    tx,
    actor,
    made.map(({ entry }) => entry),
    { purpose, note, pictures, keyId: key?.id ?? null, gate, contacts },
  );
  await recordAudit(tx, actor, ...made.map(({ created }) => toldOf(created, batch)));
  return made.map(({ created }) => created);
}

function chooseEnds(tx: Tx, actor: Actor, batch: Batch): Date[] | Promise<Date[]> {
  const { endsAt: wish, variantIds, images, recipients, key } = batch;
  if (!key) return recipients.map(() => wholeSecond(wish));
  const cloudflareIds = images.map(({ cloudflareId }) => cloudflareId);
  return findEnds(tx, actor, { wish, count: recipients.length, cloudflareIds, variantIds, keyId: key.id });
}

type Sheet = { id: string; endsAt: Date; pictures: Picture[]; key: AccountKey | null };

/** One recipient's entry as it is stored, and as it is shown once. */
function draw(
  recipient: Recipient,
  { id, endsAt, pictures, key }: Sheet,
): { entry: NewEntry; created: CreatedLink } {
  const token = key ? null : newToken();
  const hashes: Uint8Array[] = [];
  const urls: CreatedLink["urls"] = [];
  if (key)
    for (const { image, variantId } of pictures) {
      const { id: imageId, name: imageName, cloudflareId } = image;
      const { url, signatureHash } = signLink({ cloudflareId, variantId, expiresAt: endsAt }, key);
      hashes.push(signatureHash);
      urls.push({ imageId, imageName, variantId, url });
    }
  return {
    entry: { id, recipient, endsAt, token, hashes },
    created: { linkId: id, recipient, endsAt, keyName: key?.name ?? "", urls, path: token && `/s/${token}` },
  };
}

function toldOf(
  { linkId, recipient, endsAt, keyName, path }: CreatedLink,
  { images, variantIds, purpose }: Batch,
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
      variants: variantIds,
      purpose,
      recipient: recipient.name,
      endsAt: endsAt.toISOString(),
      ...(keyName && { keyName }),
    },
  };
}
