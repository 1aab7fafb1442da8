import { type LinkQuery, linkQuerySchema } from "@/lib/links/schema";

/** Reads the address; of a repeated parameter the first counts, and nonsense falls back. */
export function parseLinkParams(raw: Record<string, string | string[] | undefined>, zone: string): LinkQuery {
  const first = Object.entries(raw).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  return linkQuerySchema.parse({ ...Object.fromEntries(first), zone });
}
