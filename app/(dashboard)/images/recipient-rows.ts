import type { Contact, Recipient } from "@/lib/contacts/schema";

/** One recipient as they are being written, and the contact that filled the row, if one was chosen. */
export type RecipientRow = Recipient & { from?: Contact };

export const emptyRow: RecipientRow = { name: "", organisation: "", address: "" };

/** The row of somebody who is known: all that is known of them. */
export const rowOf = (contact: Contact): RecipientRow => {
  const { name, organisation, address } = contact;
  return { name, organisation, address, from: contact };
};

/** Another name is another person: what the contact had filled in goes with its name, what was written stays. */
export function renamed(row: RecipientRow, name: string): RecipientRow {
  const { from, organisation, address } = row;
  return {
    name,
    organisation: organisation === from?.organisation ? "" : organisation,
    address: address === from?.address ? "" : address,
  };
}

/** What is sent of the rows. */
export const recipientsOf = (rows: RecipientRow[]): Recipient[] =>
  rows.map(({ name, organisation, address }) => ({ name, organisation, address }));
