import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Contact, ContactRow, RecipientPage, RecipientQuery } from "@/lib/contacts/schema";
import { db } from "@/lib/db";
import { searchPatterns } from "@/lib/images/search";
import { linkEnd, liveLink } from "@/lib/links/live";

const suggested = 8;
const pageSize = 50;
const columns = { id: true, name: true, organisation: true, address: true } as const;

/** Contacts that a half-written name may mean, at most eight, by name. */
export async function suggestContacts(actor: Actor, { q }: { q: string }): Promise<Contact[]> {
  assertCan(actor, "link:create");
  const patterns = searchPatterns(q);
  if (!patterns || patterns.length === 0) return [];
  return db().contact.findMany({
    where: { AND: patterns.map((pattern) => ({ searchText: { contains: pattern } })) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: suggested,
    select: columns,
  });
}

/**
 * Who holds links that still open something, by name, a page at a time; how many each holds, and when the last of
 * them ends. Links that are dead, used up or open what is public anyway are not among them.
 */
export async function listRecipients(actor: Actor, { q, cursor }: RecipientQuery): Promise<RecipientPage> {
  assertCan(actor, "link:view");
  const patterns = searchPatterns(q);
  if (!patterns) return { recipients: [], next: null };
  const likes = patterns.map((pattern) => `%${pattern}%`);
  // One contact at a time, in the order of an index: a page is full before most links are looked at.
  const rows = await db().$queryRaw<ContactRow[]>`
    SELECT contact."id", contact."name", contact."organisation", contact."address", holder."live", holder."lastEnd"
    FROM "Contact" contact CROSS JOIN LATERAL (
      SELECT count(*)::int AS live, max(${linkEnd}) AS "lastEnd" FROM "Link" link
      WHERE link."contactId" = contact."id" AND ${liveLink(clock.now())}
    ) holder
    WHERE holder."live" > 0 AND contact."searchText" LIKE ALL (${likes}::text[])
      AND contact."identity" > COALESCE((SELECT "identity" FROM "Contact" WHERE "id" = ${cursor ?? null}::uuid), '')
    ORDER BY contact."identity"
    LIMIT ${pageSize + 1}`;
  const recipients = rows.slice(0, pageSize);
  return { recipients, next: rows.length > pageSize ? (recipients.at(-1)?.id ?? null) : null };
}
