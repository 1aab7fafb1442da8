import type { StandIn } from "../context.ts";
import type { Known } from "./known.ts";

/** Served bytes are data for an <img>, from any site, and never a document that runs anything. */
export const inert = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "content-disposition": "inline",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

/** A cached copy of a private image never outlives its link, and no shared cache may keep it. */
export function lifeOf({ rules, clock }: StandIn, { row, what, signature, settings }: Known): string {
  const end = signature?.ok ? signature.expires : null;
  const left = end === null ? null : Math.max(0, Math.floor(end - clock.now().getTime() / 1000));
  if (row.require_signed_urls)
    return `private, max-age=${Math.min(rules.browserTtlSeconds, left ?? rules.privateTtlSeconds)}`;
  const own = what.kind === "named" ? what.variant.options.browser_ttl : undefined;
  const ttl = own ?? settings.browser_ttl ?? rules.browserTtlSeconds;
  return left === null
    ? `public, max-age=${ttl}, stale-while-revalidate=7200`
    : `public, max-age=${Math.min(ttl, left)}`;
}
