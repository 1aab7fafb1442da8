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

export type Bulk = {
  target: LinkTarget;
  what: string;
  /** Offered without a tick: the list is one person's. What a question finds is offered once something is ticked. */
  standing: boolean;
};

/** What can be changed beyond the page: one person's running links, or all that a narrowed list finds. */
export function bulkOf(
  params: LinkQuery,
  names: Names,
  issuers: { id: string; name: string }[],
): Bulk | undefined {
  if (!isFiltered(params)) return undefined;
  const { q, status, mode, by, to, image, key, before, asks } = params;
  const narrower = q || status !== "all" || mode !== "all" || image || key || before || asks;
  const issuer = issuers.find(({ id }) => id === by);
  const running = (target: LinkTarget, name: string) => ({
    ...{ target, what: `all of ${name}’s running links`, standing: true },
  });
  if (to && !by && !narrower) return running({ contactId: to }, names.to ?? "this recipient");
  if (issuer && !to && !narrower) return running({ issuedById: issuer.id }, issuer.name);
  const matching = { q, status, mode, by, to, image, key, before, asks };
  return { target: { matching }, what: "all links that match", standing: false };
}
