import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { identityOf, type Recipient } from "@/lib/contacts/schema";
import type { Tx } from "@/lib/db";
import { searchTextOf } from "@/lib/images/search";
import { uuidsAt } from "@/lib/links/uuid";

/**
 * The contacts of these recipients, known or new, by identity. In one order, so that two who write to the same
 * people wait for each other instead of for ever.
 */
export async function keepContacts(
  tx: Tx,
  actor: Actor,
  recipients: Recipient[],
): Promise<Map<string, string>> {
  const wanted = [...recipients].sort((a, b) => (identityOf(a) < identityOf(b) ? -1 : 1));
  const texts = (of: (recipient: Recipient) => string) => wanted.map(of);
  const rows = await tx.$queryRaw<{ id: string; identity: string }[]>`
    INSERT INTO "Contact" ("id", "name", "organisation", "address", "identity", "searchText", "createdAt", "createdById")
    SELECT entry."id", entry."name", entry."organisation", entry."address", entry."identity", entry."searchText",
      ${clock.now()}, ${actor.id}::uuid
    FROM unnest(${uuidsAt(clock.now(), wanted.length)}::uuid[], ${texts(({ name }) => name)}::text[],
      ${texts(({ organisation }) => organisation)}::text[], ${texts(({ address }) => address)}::text[],
      ${texts(identityOf)}::text[],
      ${texts(({ name, organisation, address }) => searchTextOf(name, organisation, address))}::text[])
      AS entry("id", "name", "organisation", "address", "identity", "searchText")
    ON CONFLICT ("identity") DO UPDATE SET "identity" = excluded."identity"
    RETURNING "id", "identity"`;
  return new Map(rows.map(({ id, identity }) => [identity, id]));
}
