import { request as http } from "node:http";
import { callAction, listActions } from "./actions.ts";
import { expect, test } from "./fixtures.ts";

const screens = ["/", "/images", "/links", "/variants", "/keys", "/activity", "/people", "/settings"];
const others = ["/sign-in", "/nope", "/api/health", "/api/auth/session", "/api/samples", "/api/cron/settle"];

/** What published bypasses of proxies sent; with or without them the verdict is the same. */
const disguises: Record<string, string>[] = [
  {},
  { "next-router-prefetch": "1", rsc: "1" },
  { "next-router-segment-prefetch": "/_tree", rsc: "1" },
  { purpose: "prefetch" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-nextjs-data": "1" },
  { "x-original-url": "/sign-in", "x-forwarded-host": "evil.example" },
];

test("a stranger who opens a screen gets a redirect to sign-in, never a page", async ({ product }) => {
  for (const path of screens) {
    for (const headers of disguises) {
      // A request that claims to be a prefetch is first sent to its own address with a cache key.
      let to = path;
      for (let hops = 0; hops < 3 && !to.startsWith("/sign-in"); hops++) {
        const answer = await fetch(product.url + to, { redirect: "manual", headers });
        const text = await answer.text();
        expect(text).not.toMatch(/sig=|Exposure<|Library<|Load the sample/);
        // The router may be told the shape of the route, or the redirect inside of a payload; no more.
        if (answer.status === 200 && "rsc" in headers) {
          expect(text).not.toContain(product.cloudflare.hash);
          to = "/sign-in";
          continue;
        }
        expect([303, 307], `${to} ${JSON.stringify(headers)}`).toContain(answer.status);
        const next = new URL(answer.headers.get("location") ?? "", product.url);
        expect(next.origin).toBe(product.url);
        to = next.pathname + next.search;
      }
      expect(to).toMatch(/^\/sign-in/);
    }
  }
});

test("every answer carries the headers, also errors, redirects and files", async ({ product }) => {
  const home = await (await fetch(`${product.url}/sign-in`)).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(home)?.[0];
  expect(script).toBeTruthy();
  for (const path of [...screens, ...others, script ?? "", "/_next/image?url=%2Fx&w=64&q=75"]) {
    const answer = await fetch(product.url + path, { redirect: "manual" });
    const { headers } = answer;
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
    expect(headers.get("strict-transport-security"), path).toContain("max-age");
    expect(headers.get("x-powered-by"), path).toBeNull();
    // The rest is about documents.
    if (path === script) continue;
    expect(headers.get("referrer-policy"), path).toBe("no-referrer");
    expect(headers.get("x-frame-options"), path).toBe("DENY");
    expect(headers.get("cross-origin-opener-policy"), path).toBe("same-origin");
    expect(headers.get("permissions-policy"), path).toContain("camera=()");
    const policy = headers.get("content-security-policy") ?? "";
    const own = path.startsWith("/api/")
      ? ["sandbox", "default-src 'none'"]
      : ["'strict-dynamic'", "object-src 'none'"];
    for (const part of [...own, "base-uri 'none'", "frame-ancestors 'none'", "form-action"])
      expect(policy, path).toContain(part);
    expect(headers.get("cache-control"), path).toContain("no-store");
  }
});

test("the nonce is new for each answer and cannot be chosen", async ({ product }) => {
  const nonces = new Set<string>();
  for (let count = 0; count < 20; count++) {
    const headers = { "content-security-policy": "script-src 'nonce-attacker'", "x-nonce": "attacker" };
    const answer = await fetch(`${product.url}/sign-in`, { headers });
    const text = await answer.text();
    expect(text).not.toContain("attacker");
    nonces.add(/'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1] ?? "");
  }
  expect(nonces.size).toBe(20);
});

test("the image optimiser is not there", async ({ product }) => {
  const url = encodeURIComponent(`${product.cloudflare.url}/x/y/z`);
  const answer = await fetch(`${product.url}/_next/image?url=${url}&w=64&q=75`);
  expect(answer.status).toBeGreaterThanOrEqual(400);
});

test("the schedule answers only to its secret", async ({ product }) => {
  for (const authorization of ["", "Bearer ", "Bearer wrong", "Bearer %", "Basic x"]) {
    for (const job of ["settle", "check"]) {
      const answer = await fetch(`${product.url}/api/cron/${job}`, { headers: { authorization } });
      expect(answer.status).toBe(404);
    }
  }
  expect((await product.schedule("settle")).status).toBe(200);
});

test("a broken or foreign session cookie is nobody, never an error", async ({ product }) => {
  const owner = await product.person("owner");
  const { name, value } = await product.sessionCookie(owner);
  const bad = [
    "",
    "x",
    "a.b.c.d.e",
    `${value}x`,
    value.slice(0, -4),
    "x".repeat(6000),
    "%",
    "..",
    `${value}; ${name}=x`,
  ];
  for (const cookie of bad.slice(0, -1)) {
    const answer = await fetch(product.url, { redirect: "manual", headers: { cookie: `${name}=${cookie}` } });
    expect(answer.status, cookie.slice(0, 20)).toBe(307);
  }
});

test("a session ends on the next request when the account is disabled, demoted or its password changes", async ({
  product,
}) => {
  const changes = [
    { disabledAt: new Date() },
    { role: "viewer" as const, sessionVersion: { increment: 1 } },
    { passwordHash: "other", sessionVersion: { increment: 1 } },
  ];
  for (const data of changes) {
    const admin = await product.person("admin");
    const { name, value } = await product.sessionCookie(admin);
    const open = () => fetch(product.url, { redirect: "manual", headers: { cookie: `${name}=${value}` } });
    expect((await open()).status).toBe(200);
    await product.db.user.update({ where: { id: admin.id }, data });
    expect((await open()).status).toBe(307);
  }
});

test("no action runs for another site, whatever the headers say", async ({ product }) => {
  const owner = await product.person("owner");
  const host = new URL(product.url).host;
  const foreign: Record<string, string | null>[] = [
    { origin: null },
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: "not an address" },
    { origin: `http://${host}.evil.example` },
    { origin: "http://127.0.0.1:1" },
    { "sec-fetch-site": null },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example", "sec-fetch-site": "cross-site" },
  ];
  const before = await product.db.auditEvent.count();
  for (const action of listActions()) {
    for (const headers of foreign) {
      const answer = await callAction(product, action, { as: owner, args: [{}], headers });
      expect(answer.ok, `${action.name} ${JSON.stringify(headers)}`).not.toBe(true);
      if (answer.code) expect(answer.code).toBe("FORBIDDEN");
    }
  }
  expect(await product.db.auditEvent.count()).toBe(before);
});

test("strange methods change nothing and break nothing", async ({ product }) => {
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const answer = await fetch(`${product.url}/images`, { method, redirect: "manual" });
    expect(answer.status, method).not.toBe(500);
    expect(await answer.text(), method).not.toContain("sig=");
  }
  const trace = await new Promise<number>((resolve) => {
    http(`${product.url}/images`, { method: "TRACE" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).end();
  });
  expect(trace).not.toBe(200);
});

test("source maps, dot files and sources are not served", async ({ product }) => {
  for (const path of [
    "/.env",
    "/.git/config",
    "/.data/settings.json",
    "/package.json",
    "/lib/env.ts",
    "/prisma/schema.prisma",
    "/_next/static/../server/app/page.js",
  ]) {
    const answer = await fetch(product.url + path, { redirect: "manual" });
    expect([404, 307, 308, 400], path).toContain(answer.status);
  }
});
