import { type LinkQuery, linkQuerySchema } from "@/lib/links/schema";

/** Reads the address; of a repeated parameter the first counts, and nonsense falls back. */
export function parseLinkParams(raw: Record<string, string | string[] | undefined>): LinkQuery {
  const first = Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  return linkQuerySchema.parse(Object.fromEntries(first));
}

/** What the query says beyond its defaults, in one order. */
export function linkSearch(params: LinkQuery): URLSearchParams {
  const { q, status, mode, by, to, image, key, before, asks, sort, cursor } = params;
  const told = {
    q,
    status: status === "all" ? "" : status,
    mode: mode === "all" ? "" : mode,
    by,
    to,
    image,
    key,
    before,
    asks,
    sort: sort === "newest" ? "" : sort,
    cursor,
  };
  return new URLSearchParams(Object.entries(told).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** The address with changes applied; a new question starts at its first page. */
export function linksHref(params: LinkQuery, changes: Partial<LinkQuery> = {}): string {
  const search = linkSearch({ ...params, cursor: undefined, ...changes });
  return search.size > 0 ? `/links?${search}` : "/links";
}

export const isFiltered = ({ cursor: _, sort: __, ...params }: LinkQuery): boolean =>
  linkSearch({ ...params, sort: "newest", cursor: undefined }).size > 0;
