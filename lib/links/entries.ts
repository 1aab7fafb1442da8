import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { identityOf, type Recipient } from "@/lib/contacts/schema";
import type { Tx } from "@/lib/db";
import { searchTextOf } from "@/lib/images/search";
import type { GateTerms } from "@/lib/links/schema";
import type { Shareable } from "@/lib/links/shareable";
import { tokenHash } from "@/lib/links/tokens";

/** How many of a link's image names the search looks into. */
const namesSearched = 50;

export type NewItem = {
  image: Shareable;
  variantId: string;
  expiresAt: Date;
  /** Of a direct link. */
  signed: { signatureHash: Uint8Array; keyId: string } | null;
};
export type NewEntry = {
  id: string;
  recipient: Recipient;
  endsAt: Date;
  /** Of a gated link. */
  token: string | null;
  items: NewItem[];
};
/** What a gated link asks of its reader, with the password as it is kept. */
export type StoredGate = Omit<GateTerms, "password"> & { passwordHash: string | null };
type Common = {
  purpose: string;
  note: string;
  images: Shareable[];
  gate: StoredGate | null;
  contacts: ReadonlyMap<string, string>;
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Writes entries of one batch, whatever their number, in one statement for the links and one for their items. */
export async function writeEntries(tx: Tx, actor: Actor, entries: NewEntry[], common: Common): Promise<void> {
  const { purpose, note, images, gate, contacts } = common;
  const names = images.slice(0, namesSearched).map(({ name }) => name);
  const column = <T>(of: (entry: NewEntry) => T) => entries.map(of);
  await tx.$executeRaw`
    INSERT INTO "Link" ("id", "recipient", "contactId", "searchText", "endsAt", "tokenHash", "mode", "purpose", "note",
      "createdAt", "issuedById", "startsAt", "maxOpens", "passwordHash", "message", "terms", "allowDownload")
    SELECT entry.*, ${gate ? "gated" : "direct"}::"LinkMode", ${purpose}, ${note}, ${clock.now()}, ${actor.id}::uuid,
      ${gate?.startsAt ?? null}::timestamptz, ${gate?.maxOpens ?? null}::int, ${gate?.passwordHash ?? null}::text,
      ${gate?.message ?? ""}, ${gate?.terms ?? ""}, ${gate?.allowDownload ?? false}
    FROM (SELECT "id", "recipient", "contactId", "searchText", "endsAt", decode("token", 'hex')
      FROM unnest(${column(({ id }) => id)}::uuid[], ${column(({ recipient }) => recipient.name)}::text[],
        ${column(({ recipient }) => contacts.get(identityOf(recipient)) ?? null)}::uuid[],
        ${column(({ recipient }) => searchTextOf(purpose, recipient.name, recipient.organisation, ...names))}::text[],
        ${column(({ endsAt }) => endsAt.toISOString())}::timestamptz[],
        ${column(({ token }) => token && hex(tokenHash(token)))}::text[])
        AS row("id", "recipient", "contactId", "searchText", "endsAt", "token")) entry`;
  await writeItems(
    tx,
    entries.flatMap(({ id, items }) => items.map((item, at) => ({ ...item, linkId: id, position: at + 1 }))),
  );
}

async function writeItems(tx: Tx, items: (NewItem & { linkId: string; position: number })[]): Promise<void> {
  const column = <T>(of: (item: (typeof items)[number]) => T) => items.map(of);
  await tx.$executeRaw`
    INSERT INTO "LinkItem" ("id", "linkId", "position", "imageId", "imageName", "cloudflareId", "variantId",
      "expiresAt", "signatureHash", "keyId")
    SELECT gen_random_uuid(), "linkId", "position", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt",
      decode("hash", 'hex'), "keyId"
    FROM unnest(${column(({ linkId }) => linkId)}::uuid[], ${column(({ position }) => position)}::int[],
      ${column(({ image }) => image.id)}::uuid[], ${column(({ image }) => image.name)}::text[],
      ${column(({ image }) => image.cloudflareId)}::text[], ${column(({ variantId }) => variantId)}::text[],
      ${column(({ expiresAt }) => expiresAt.toISOString())}::timestamptz[],
      ${column(({ signed }) => signed && hex(signed.signatureHash))}::text[],
      ${column(({ signed }) => signed?.keyId ?? null)}::uuid[])
      AS row("linkId", "position", "imageId", "imageName", "cloudflareId", "variantId", "expiresAt", "hash", "keyId")`;
}
