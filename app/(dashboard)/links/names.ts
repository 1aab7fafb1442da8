import { isFiltered } from "@/app/(dashboard)/links/search-params";
import type { Actor } from "@/lib/auth/actor";
import { getContact } from "@/lib/contacts/queries";
import { getImageName } from "@/lib/images/queries";
import { getKeyName } from "@/lib/keys/queries";
import type { LinkTarget } from "@/lib/links/changes-schema";
import type { LinkQuery } from "@/lib/links/schema";

export type Names = { to?: string; image?: string; key?: string };

/** What the ids in the address are called. */
export async function namesOf(actor: Actor, { to, image, key }: LinkQuery): Promise<Names> {
  const [contact, name, keyName] = await Promise.all([
    to ? getContact(actor, { contactId: to }) : null,
    image ? getImageName(actor, { imageId: image }) : null,
    key ? getKeyName(actor, { keyId: key }) : null,
  ]);
  return {
    ...(contact && { to: contact.name }),
    ...(name && { image: name }),
    ...(keyName && { key: keyName }),
  };
}

/**
 * What the bar speaks of while nothing is ticked: all of one person's running links when the list is theirs alone, else
 * all that a narrowed list finds. Of the whole ledger nothing is changed in one go.
 */
export function bulkOf(
  params: LinkQuery,
  names: Names,
  issuers: { id: string; name: string }[],
): { target: LinkTarget; what: string } | undefined {
  if (!isFiltered(params)) return undefined;
  const { q, status, mode, by, to, image, key, before, asks } = params;
  const issuer = issuers.find(({ id }) => id === by);
  const narrower = q || status !== "all" || mode !== "all" || image || key || before || asks || (by && to);
  if (narrower || (by && !issuer))
    return {
      target: { matching: { q, status, mode, by, to, image, key, before, asks } },
      what: "all links that match",
    };
  if (to)
    return { target: { contactId: to }, what: `all of ${names.to ?? "this recipient"}’s running links` };
  return issuer && { target: { issuedById: issuer.id }, what: `all of ${issuer.name}’s running links` };
}
