import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Contact, ContactRow } from "@/lib/contacts/schema";
import { db } from "@/lib/db";
import { searchPatterns } from "@/lib/images/search";

const suggested = 8;
const shown = 100;
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

/** One contact, or null. */
export async function getContact(
  actor: Actor,
  { contactId }: { contactId: string },
): Promise<Contact | null> {
  assertCan(actor, "link:view");
  return db().contact.findUnique({ where: { id: contactId }, select: columns });
}

/** Who holds links that have not ended, most of them first; at most a hundred. */
export async function listRecipients(actor: Actor, { q }: { q: string }): Promise<ContactRow[]> {
  assertCan(actor, "link:view");
  const patterns = searchPatterns(q);
  if (!patterns) return [];
  const likes = patterns.map((pattern) => `%${pattern}%`);
  // One contact at a time: a planner that expects one match would else count everybody's links again for each.
  return db().$queryRaw<ContactRow[]>`
    SELECT contact."id", contact."name", contact."organisation", contact."address", holder."running",
      (SELECT count(*)::int FROM "Link" WHERE "contactId" = contact."id") AS "links", holder."lastEnd"
    FROM "Contact" contact CROSS JOIN LATERAL (
      SELECT count(*)::int AS running, max("endsAt") AS "lastEnd" FROM "Link"
      WHERE "contactId" = contact."id" AND "endsAt" > ${clock.now()} AND "revokedAt" IS NULL
    ) holder
    WHERE holder."running" > 0 AND contact."searchText" LIKE ALL (${likes}::text[])
    ORDER BY holder."running" DESC, contact."name", contact."id"
    LIMIT ${shown}`;
}
