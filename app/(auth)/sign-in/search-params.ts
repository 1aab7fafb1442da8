import { z } from "zod";

/**
 * A path of our own, or the home screen. Written by strangers: other hosts, `//host`, `/\host`, control
 * characters and the doors themselves are dropped.
 */
export function ownPath(value: unknown): string {
  if (typeof value !== "string" || value.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(value)) return "/";
  if (!URL.canParse(value, "http://darkroom")) return "/";
  const url = new URL(value, "http://darkroom");
  if (url.origin !== "http://darkroom" || url.pathname.startsWith("//")) return "/";
  if (/^\/(sign-in|welcome|join|api)(\/|$)/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}`;
}

export const signInSearchParams = z.object({ callbackUrl: z.unknown().optional().transform(ownPath) });
