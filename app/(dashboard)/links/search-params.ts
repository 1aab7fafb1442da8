import { type LinkQuery, linkQuerySchema } from "@/lib/links/schema";

/** Reads the address; of a repeated parameter the first counts, and nonsense falls back. */
export function parseLinkParams(raw: Record<string, string | string[] | undefined>): LinkQuery {
  const first = Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  return linkQuerySchema.parse(Object.fromEntries(first));
}

/** The address with changes applied; a new question starts at its first page. */
export function linksHref(params: LinkQuery, changes: Partial<LinkQuery> = {}): string {
  const { status, q, cursor } = { ...params, cursor: undefined, ...changes };
  const search = new URLSearchParams();
  if (q) search.set("q", q);
  if (status !== "all") search.set("status", status);
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/links?${search}` : "/links";
}

export const isFiltered = ({ status, q }: LinkQuery): boolean => status !== "all" || q !== "";
