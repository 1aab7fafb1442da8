import type { LinkQuery } from "@/lib/links/schema";

/** What of a question to the ledger its address says. */
export type LinkParams = Pick<LinkQuery, "q" | "sort" | "cursor">;

/** What the address says beyond its defaults, in one order. */
export function linkSearch({ q, sort, cursor }: LinkParams): URLSearchParams {
  const told = { q, sort: sort === "newest" ? "" : sort, cursor };
  return new URLSearchParams(Object.entries(told).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** The address with changes applied; a new question starts at its first page. */
export function linksHref(params: LinkParams, changes: Partial<LinkParams> = {}): string {
  const search = linkSearch({ ...params, cursor: undefined, ...changes });
  return search.size > 0 ? `/links?${search}` : "/links";
}
