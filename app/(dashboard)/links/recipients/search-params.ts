import { type RecipientQuery, recipientQuerySchema } from "@/lib/contacts/schema";

/** Reads the address; of a repeated parameter the first counts, and nonsense falls back. */
export function parseRecipientParams(raw: Record<string, string | string[] | undefined>): RecipientQuery {
  const first = Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  return recipientQuerySchema.parse(Object.fromEntries(first));
}

/** The screen's address; another question starts at its first page. */
export function recipientsHref({ q, cursor }: RecipientQuery): string {
  const told = Object.entries({ q, cursor }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const search = new URLSearchParams(told);
  return search.size > 0 ? `/links/recipients?${search}` : "/links/recipients";
}
