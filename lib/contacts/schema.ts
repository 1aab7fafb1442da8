import { z } from "zod";

/** Somebody outside who is given a link: a name, and if known where they belong and how they are reached. */
export const recipientSchema = z.object({
  name: z.string().trim().min(1, "Say who gets it.").max(200),
  organisation: z.string().trim().max(200).default(""),
  address: z.string().trim().max(254).default(""),
});
export type Recipient = z.output<typeof recipientSchema>;

/** What makes a contact one: the same name, organisation and address in any case. */
export function identityOf({ name, organisation, address }: Recipient): string {
  return [name, organisation, address].map((text) => text.trim().toLowerCase()).join("\n");
}

export const contactSearchSchema = z.object({ q: z.string().trim().max(200).default("") });

export type Contact = Recipient & { id: string };
/** The recipients' screen by its address; `cursor` is the last of the page before. Nonsense falls back. */
export const recipientQuerySchema = z.object({
  q: z.string().trim().max(200).catch(""),
  cursor: z.uuid().optional().catch(undefined),
});
export type RecipientQuery = z.output<typeof recipientQuerySchema>;

/** A contact with how many links still open something to them, and when the last of those ends. */
export type ContactRow = Contact & { live: number; lastEnd: Date };
export type RecipientPage = { recipients: ContactRow[]; next: string | null };
