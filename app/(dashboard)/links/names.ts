import type { Actor } from "@/lib/auth/actor";
import { getContact } from "@/lib/contacts/queries";
import { getImageName } from "@/lib/images/queries";
import type { LinkTarget } from "@/lib/links/changes-schema";
import type { LinkQuery } from "@/lib/links/schema";

export type Names = { to?: string; image?: string };

/** What the ids in the address are called. */
export async function namesOf(actor: Actor, { to, image }: LinkQuery): Promise<Names> {
  const [contact, name] = await Promise.all([
    to ? getContact(actor, { contactId: to }) : null,
    image ? getImageName(actor, { imageId: image }) : null,
  ]);
  return { ...(contact && { to: contact.name }), ...(name && { image: name }) };
}

/** When the list is one person's and nothing else narrows it, all of theirs can be changed in one go. */
export function bulkOf(
  params: LinkQuery,
  names: Names,
  issuers: { id: string; name: string }[],
): { target: LinkTarget; what: string } | undefined {
  const { q, status, mode, by, to, image, before, asks } = params;
  if (q || status !== "all" || mode !== "all" || image || before || asks || (by && to)) return undefined;
  if (to)
    return { target: { contactId: to }, what: `all of ${names.to ?? "this recipient"}’s running links` };
  const issuer = issuers.find(({ id }) => id === by);
  return issuer && { target: { issuedById: issuer.id }, what: `all of ${issuer.name}’s running links` };
}
