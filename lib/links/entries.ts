import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { identityOf, type Recipient } from "@/lib/contacts/schema";
import type { Tx } from "@/lib/db";
import { sortNameOf } from "@/lib/images/search";
import type { GateTerms } from "@/lib/links/schema";
import type { Shareable } from "@/lib/links/shareable";
import { tokenHash } from "@/lib/links/tokens";
import { linkSearchText } from "@/lib/links/words";

export type NewEntry = {
  id: string;
  recipient: Recipient;
  endsAt: Date;
  /** Of a gated link. */
  token: string | null;
  /** Of a direct link's signatures, in the order of the pictures. */
  hashes: Uint8Array[];
};
/** One image in one variant. */
export type Picture = { image: Shareable; variantId: string };
/** What a gated link asks of its reader, with the password as it is kept. */
export type StoredGate = Omit<GateTerms, "password"> & { passwordHash: string | null };
type Common = {
  purpose: string;
  note: string;
  /** What is in each of the entries, in its order. */
  pictures: Picture[];
  /** Of direct links. */
  keyId: string | null;
  gate: StoredGate | null;
  contacts: ReadonlyMap<string, string>;
};
const hashSize = 32;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Writes entries of one batch, whatever their number, in one statement for the links and one for their items. */
export async function writeEntries(tx: Tx, actor: Actor, entries: NewEntry[], common: Common): Promise<void> {
  const { purpose, note, pictures, gate, contacts } = common;
  const images = pictures.map(({ image }) => image);
  const column = <T>(of: (entry: NewEntry) => T) => entries.map(of);
  await tx.$executeRaw`
    INSERT INTO "Link" ("id", "recipient", "recipientSort", "contactId", "searchText", "endsAt", "tokenHash", "mode", "purpose", "note",
      "createdAt", "issuedById", "startsAt", "maxOpens", "passwordHash", "message", "terms", "allowDownload")
    SELECT entry.*, ${gate ? "gated" : "direct"}::"LinkMode", ${purpose}, ${note}, ${clock.now()}, ${actor.id}::uuid,
      ${gate?.startsAt ?? null}::timestamptz, ${gate?.maxOpens ?? null}::int, ${gate?.passwordHash ?? null}::text,
      ${gate?.message ?? ""}, ${gate?.terms ?? ""}, ${gate?.allowDownload ?? false}
    FROM (SELECT "id", "recipient", "recipientSort", "contactId", "searchText", "endsAt", decode("token", 'hex')
      FROM unnest(${column(({ id }) => id)}::uuid[], ${column(({ recipient }) => recipient.name)}::text[],
        ${column(({ recipient }) => sortNameOf(recipient.name))}::text[],
        ${column(({ recipient }) => contacts.get(identityOf(recipient)) ?? null)}::uuid[],
        ${column(({ recipient }) => linkSearchText({ purpose, note, recipient, images }))}::text[],
        ${column(({ endsAt }) => endsAt.toISOString())}::timestamptz[],
        ${column(({ token }) => token && hex(tokenHash(token)))}::text[])
        AS row("id", "recipient", "recipientSort", "contactId", "searchText", "endsAt", "token")) entry`;
  await writeItems(tx, entries, common);
}

/** Every picture for every entry. The pictures travel once and the hashes as one run of bytes, cut up there. */
async function writeItems(tx: Tx, entries: NewEntry[], { pictures, keyId }: Common): Promise<void> {
  const column = <T>(of: (picture: Picture) => T) => pictures.map(of);
  const hashes = keyId ? new Uint8Array(Buffer.concat(entries.flatMap((entry) => entry.hashes))) : null;
  if (hashes && hashes.length !== entries.length * pictures.length * hashSize)
    throw new Error("Each item of a direct link has one hash.");
  await tx.$executeRaw`
    INSERT INTO "LinkItem" ("id", "linkId", "position", "imageId", "imageName", "cloudflareId", "variantId",
      "expiresAt", "signatureHash", "keyId")
    SELECT gen_random_uuid(), entry."id", picture."position", picture."imageId", picture."imageName",
      picture."cloudflareId", picture."variantId", entry."endsAt",
      substring(${hashes}::bytea FROM (((entry."at" - 1) * ${pictures.length}::int + picture."position" - 1) * ${hashSize}::int + 1)::int FOR ${hashSize}::int),
      ${keyId}::uuid
    FROM unnest(${entries.map(({ id }) => id)}::uuid[], ${entries.map(({ endsAt }) => endsAt.toISOString())}::timestamptz[])
        WITH ORDINALITY AS entry("id", "endsAt", "at")
      CROSS JOIN unnest(${column(({ image }) => image.id)}::uuid[], ${column(({ image }) => image.name)}::text[],
        ${column(({ image }) => image.cloudflareId)}::text[], ${column(({ variantId }) => variantId)}::text[])
        WITH ORDINALITY AS picture("imageId", "imageName", "cloudflareId", "variantId", "position")`;
}
