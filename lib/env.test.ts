import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const whole = {
  DATABASE_URL: "postgresql://none@127.0.0.1:1/none",
  NEXTAUTH_SECRET: "x".repeat(32),
  CLOUDFLARE_ACCOUNT_ID: "a",
  CLOUDFLARE_ACCOUNT_HASH: "h",
  CLOUDFLARE_API_TOKEN: "secret-token-value",
};

describe("the environment", () => {
  beforeEach(() => {
    vi.resetModules();
    for (const [name, value] of Object.entries(whole)) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());
  const read = async () => (await import("@/lib/env")).env();

  it("speaks to Cloudflare's own hosts unless told otherwise", async () => {
    expect(await read()).toMatchObject({
      CLOUDFLARE_API_URL: "https://api.cloudflare.com/client/v4",
      CLOUDFLARE_UPLOAD_URL: "https://upload.imagedelivery.net",
      CLOUDFLARE_DELIVERY_URL: "https://imagedelivery.net",
    });
  });

  it("names what is missing, and no value", async () => {
    vi.stubEnv("CLOUDFLARE_ACCOUNT_ID", "");
    vi.stubEnv("NEXTAUTH_SECRET", "short-secret");
    const problem = await read().catch((error: Error) => error.message);
    expect(problem).toContain("CLOUDFLARE_ACCOUNT_ID is not set");
    expect(problem).toContain("NEXTAUTH_SECRET: ");
    expect(problem).not.toMatch(/short-secret|secret-token-value/);
  });

  it.each([
    [{ NEXTAUTH_URL: "https://a.example" }, "http", true],
    [{ NEXTAUTH_URL: "a.example" }, null, true],
    [{ NEXTAUTH_URL: "http://127.0.0.1:3000", VERCEL: "1" }, "https", false],
    [{ VERCEL: "1" }, "https", true],
    [{ VERCEL: "1" }, null, true],
    [{ AUTH_TRUST_HOST: "true" }, "http", false],
    [{}, "https", false],
  ])("knows whether the origin is secure from %o and a proxy that says %s", async (vars, proto, secure) => {
    for (const name of ["NEXTAUTH_URL", "VERCEL", "AUTH_TRUST_HOST"])
      vi.stubEnv(name, (vars as Record<string, string>)[name]);
    expect((await import("@/lib/env")).isSecureOrigin(proto)).toBe(secure);
  });
});
