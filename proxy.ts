import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, inertPolicy } from "@/lib/csp";

/** Sets headers and decides nothing: deleting this file changes no verdict about access. */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");
  const isPage = !request.nextUrl.pathname.startsWith("/api/");
  const policy = isPage ? contentSecurityPolicy(nonce) : inertPolicy;
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // A page cannot see its own address; the sign-in leads back to it.
  headers.set("x-asked", addressOf(request));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

function addressOf({ nextUrl }: NextRequest): string {
  const search = new URLSearchParams(nextUrl.search);
  search.delete("_rsc");
  return search.size > 0 ? `${nextUrl.pathname}?${search}` : nextUrl.pathname;
}

// No exception for prefetches: whoever sends that header would get a page without a policy.
export const config = { matcher: "/((?!_next/static/).*)" };
