import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, inertPolicy } from "@/lib/csp";
import { awayPage, ledgerAnswers } from "@/lib/gate/away";
import { isShownToAll } from "@/lib/gate/find";
import { readerCookie, readerCookieMs, readReader } from "@/lib/gate/readers";

/**
 * Sets headers and decides nothing: deleting this file changes no verdict about access. It says 503 in place of a
 * recipient's page that could only be closed, because a page cannot choose its own status.
 */
export async function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");
  const path = request.nextUrl.pathname;
  const isPage = !path.startsWith("/api/");
  const policy = isPage ? contentSecurityPolicy(nonce) : inertPolicy;
  const gate = gatePattern.test(path);
  if (gate && !(await ledgerAnswers())) {
    const away = awayPage();
    away.headers.set("content-security-policy", policy);
    return away;
  }
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // A page cannot see its own address; the sign-in leads back to it.
  headers.set("x-asked", addressOf(request));
  headers.set("x-method", request.method);
  headers.delete("x-reader");
  const known = gate ? request.cookies.get(readerCookie)?.value : undefined;
  const reader = gate ? await readerOf(known, path.slice(3)) : null;
  if (reader) headers.set("x-reader", reader);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "private, no-store");
  if (reader && reader !== known)
    response.cookies.set(readerCookie, reader, {
      path,
      httpOnly: true,
      sameSite: "lax",
      secure: request.headers.get("x-forwarded-proto") === "https",
      maxAge: readerCookieMs / 1000,
    });
  return response;
}

/** Who looks: only pictures that are shown give a browser a name, so that nothing else tells by a cookie that it is. */
async function readerOf(known: string | undefined, token: string): Promise<string | null> {
  const reader = readReader(known);
  if (reader) return reader;
  // The page meets the same fault, and says so.
  return (await isShownToAll(token).catch(() => false)) ? crypto.randomUUID() : null;
}

/** A recipient's page; one that knows a browser again does not count it twice. */
const gatePattern = /^\/s\/[A-Za-z0-9_-]{22}$/;

function addressOf({ nextUrl }: NextRequest): string {
  const search = new URLSearchParams(nextUrl.search);
  search.delete("_rsc");
  return search.size > 0 ? `${nextUrl.pathname}?${search}` : nextUrl.pathname;
}

// No exception for prefetches: whoever sends that header would get a page without a policy.
export const config = { matcher: "/((?!_next/static/).*)" };
