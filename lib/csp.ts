import { cloudflareOrigins, isDevelopment } from "@/lib/env";

/** What is not a page (data, a download) may do nothing at all, even if a browser can be made to show it. */
export const inertPolicy =
  "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * The policy of every page. Scripts need the response's nonce; pictures come from the delivery host and
 * uploads go to the upload host, nothing else leaves. Styles allow inline: two libraries insert style
 * elements, and a style runs nothing.
 */
export function contentSecurityPolicy(nonce: string): string {
  const { upload, delivery } = cloudflareOrigins();
  const dev = isDevelopment();
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${delivery}`,
    "font-src 'self'",
    `connect-src 'self' ${upload}${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
