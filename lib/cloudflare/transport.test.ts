import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { createCloudflareImages } from "./images";

// A real server that misbehaves on purpose: each request is answered by the next step of the script.
type Step = (response: ServerResponse, request: IncomingMessage) => unknown;
let server: Server;
let script: Step[];
let seen: string[];
let waits: number[];
let now = new Date("2027-01-01T00:00:00Z");
const id = "2cdc28f0-017a-49c4-9ed7-87056c839010";

beforeEach(async () => {
  script = [];
  seen = [];
  waits = [];
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url?.split("/images/")[1]}`);
    request.resume();
    request.on("end", () => (script.length > 1 ? script.shift() : script[0])?.(response, request));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((closed) => server.close(closed));
});

const client = (port = (server.address() as AddressInfo).port, more = {}) =>
  createCloudflareImages({
    ...more,
    apiUrl: `http://127.0.0.1:${port}/client/v4`,
    uploadUrl: "https://upload.imagedelivery.net",
    accountId: "account",
    accountHash: "hash",
    token: "secret-token-of-the-test",
    now: () => now,
    pause: async (milliseconds) => waits.push(milliseconds),
  });

const json =
  (status: number, value: unknown, headers: Record<string, string> = {}): Step =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
const ok = (result: unknown) => json(200, { success: true, errors: [], messages: [], result });
const no = (status: number, code: number, message = "no", headers = {}) =>
  json(status, { success: false, errors: [{ code, message }], messages: [], result: null }, headers);
const text =
  (status: number, body: string, type = "text/plain"): Step =>
  (response) =>
    response.writeHead(status, { "content-type": type }).end(body);
const hangUp: Step = (response) => response.destroy();

const image = {
  id,
  filename: "a.jpg",
  uploaded: "2026-01-01T00:00:00.000Z",
  requireSignedURLs: true,
  meta: {},
};
const code = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  const { code, message } = error as AppError;
  expect(message).not.toContain("secret-token");
  expect(message).toMatch(/^[A-Z].*\.$/);
  return code;
};

describe("what may be repeated", () => {
  test.each([
    ["busy twice, then well", [no(503, 5503), no(503, 5503), ok(image)]],
    ["hung up, busy, then well", [hangUp, no(503, 5503), ok(image)]],
    ["limited for a moment, then well", [no(429, 10_100, "wait", { "retry-after": "1" }), ok(image)]],
  ])("a read: %s", async (_, steps) => {
    script = [...steps];
    expect(await client().getImage(id)).toMatchObject({ id, requireSignedURLs: true, draft: false });
    expect(seen).toHaveLength(steps.length);
  });
  test("at most three times, with full jitter, honouring retry-after", async () => {
    script = [no(503, 5503, "busy", { "retry-after": "1" })];
    expect(await code(client().getImage(id))).toBe("UPSTREAM");
    expect(seen).toHaveLength(3);
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(1000);
  });
  test("a refusal is final", async () => {
    script = [no(503, 5503), no(400, 5400)];
    expect(await code(client().getImage(id))).toBe("UPSTREAM");
    expect(seen).toHaveLength(2);
  });
  test("privacy and deletion are, and a deletion that was lost counts when it is done", async () => {
    script = [hangUp, ok({ ...image, id: "another-id" })];
    expect((await client().setPrivacy(id, true)).id).toBe("another-id");
    script = [hangUp, no(404, 5404)];
    expect(await client().deleteImage(id)).toBe("absent");
  });
  test("a POST is not, and its lost answer is an unknown outcome", async () => {
    const upload = { requireSignedURLs: true, metadata: {}, expiresAt: now };
    for (const step of [hangUp, no(502, 0), no(500, 5500), text(200, "<html>"), ok({ id })]) {
      script = [step];
      seen = [];
      expect(await code(client().createDirectUpload(upload))).toBe("UNKNOWN_OUTCOME");
      expect(seen).toHaveLength(1);
    }
  });
  test("a refusal after a lost try of a write is still an unknown outcome", async () => {
    for (const last of [no(403, 10_000), no(429, 10_100, "wait", { "retry-after": "300" }), no(400, 5400)]) {
      script = [hangUp, last];
      expect(await code(client().setPrivacy(id, false))).toBe("UNKNOWN_OUTCOME");
      script = [hangUp, last];
      expect(await code(client().getImage(id))).not.toBe("UNKNOWN_OUTCOME");
    }
  });
  test("a request that never left has no effect", async () => {
    const gone = createServer();
    await new Promise<void>((ready) => gone.listen(0, "127.0.0.1", ready));
    const { port } = gone.address() as AddressInfo;
    await new Promise((closed) => gone.close(closed));
    const upload = { requireSignedURLs: true, metadata: {}, expiresAt: now };
    expect(await code(client(port).createDirectUpload(upload))).toBe("UPSTREAM");
    expect(await code(client(port).deleteImage(id))).toBe("UPSTREAM");
  });
});

test.each([
  ["headers", () => undefined],
  ["whole bodies", (response: ServerResponse) => void response.writeHead(200).write("{")],
])("gives up after a bounded time when there are no %s", async (_, silent) => {
  script = [silent];
  const quick = client(undefined, { perTry: 100, perCall: 1_000 });
  const began = performance.now();
  const upload = { requireSignedURLs: true, metadata: {}, expiresAt: now };
  expect(await code(quick.createDirectUpload(upload))).toBe("UNKNOWN_OUTCOME");
  expect(await code(quick.deleteImage(id))).toBe("UNKNOWN_OUTCOME");
  expect(await code(quick.getImage(id))).toBe("UPSTREAM");
  expect(performance.now() - began).toBeLessThan(3_000);
});

describe("reading the answer", () => {
  test.each([
    ["an envelope", no(404, 5404)],
    ["plain text", text(404, "ERROR 5404: Image not found")],
  ])("not found as %s", async (_, step) => {
    script = [step];
    expect(await client().getImage(id)).toBeNull();
  });
  test("a 404 that is not Cloudflare's word deletes nothing", async () => {
    script = [text(404, "<html>not here</html>", "text/html")];
    expect(await code(client().getImage(id))).toBe("UPSTREAM");
    expect(await code(client().deleteImage(id))).toBe("UPSTREAM");
  });
  test.each([
    ["a bad token", no(403, 10_000), "CONFIG"],
    ["no plan", no(403, 5403), "CONFIG"],
    ["an unknown account", no(404, 7003), "CONFIG"],
    ["a full plan", no(400, 5453), "LIMIT"],
    ["a taken name", no(409, 5409), "CONFLICT"],
    ["success:false with 200", no(200, 5400), "UPSTREAM"],
    ["HTML", text(200, "<html>", "text/html"), "UPSTREAM"],
    ["half of a JSON", text(200, '{"success":true,"resu', "application/json"), "UPSTREAM"],
    ["another shape", ok({ id: 7 }), "UPSTREAM"],
    ["nothing", text(200, ""), "UPSTREAM"],
    ["Cloudflare's edge failing", text(522, "error code: 522"), "UPSTREAM"],
  ] as const)("%s", async (_, step, expected) => {
    script = [step];
    expect(await code(client().getImage(id))).toBe(expected);
  });
  test("a redirect is not followed", async () => {
    script = [(response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()];
    expect(await code(client().listKeys())).toBe("CONFIG");
    expect(seen).toHaveLength(1);
  });
  test("fifty megabytes are not read", async () => {
    let sent = 0;
    script = [
      (response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const more = () => {
          while (sent < 50e6 && !response.destroyed) {
            sent += 65_536;
            if (!response.write("x".repeat(65_536))) return response.once("drain", more);
          }
          return response.end();
        };
        more();
      },
    ];
    expect(await code(client().stats())).toBe("UPSTREAM");
    expect(sent).toBeLessThan(20e6);
  });
  test("hostile text stays text: short, one line, no control characters", async () => {
    script = [no(400, 5400, `\u001b[31m<img onerror=x>\u202e\n${"a".repeat(5000)}`)];
    const error = await client()
      .listVariants()
      .catch((thrown: AppError) => thrown);
    const message = (error as AppError).message;
    expect(message.length).toBeLessThan(400);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe("after a 429", () => {
  test("nothing is sent until the time that Cloudflare named", async () => {
    const images = client();
    script = [no(429, 10_100, "too many", { "retry-after": "300" })];
    expect(await code(images.getImage(id))).toBe("LIMIT");
    expect(seen).toHaveLength(1);
    now = new Date(now.getTime() + 299_000);
    script = [ok(image)];
    expect(await code(images.getImage(id))).toBe("LIMIT");
    expect(await code(images.downloadOriginal(id))).toBe("LIMIT");
    expect(seen).toHaveLength(1);
    now = new Date(now.getTime() + 1_001);
    expect(await images.getImage(id)).toMatchObject({ id });
  });
  test("a download that is turned away silences the other calls too", async () => {
    const images = client();
    script = [no(429, 10_100, "too many", { "retry-after": "60" })];
    expect(await code(images.downloadOriginal(id))).toBe("LIMIT");
    expect(await code(images.getImage(id))).toBe("LIMIT");
    expect(seen).toHaveLength(1);
  });
  test("without a time, at most one call every half minute", async () => {
    const images = client();
    script = [no(429, 971)];
    expect(await code(images.listKeys())).toBe("LIMIT");
    expect(seen).toHaveLength(3);
    expect(await code(images.listKeys())).toBe("LIMIT");
    expect(seen).toHaveLength(3);
    now = new Date(now.getTime() + 30_001);
    script = [ok({ keys: [] })];
    expect(await images.listKeys()).toEqual([]);
  });
});

describe("one-time upload addresses", () => {
  const ask = () =>
    client().createDirectUpload({ requireSignedURLs: true, metadata: { a: "ü" }, expiresAt: now });
  test("go only to the upload host that we were told of, and our account", async () => {
    script = [ok({ id, uploadURL: `https://upload.imagedelivery.net/hash/${id}` })];
    expect(await ask()).toEqual({ id, uploadUrl: `https://upload.imagedelivery.net/hash/${id}` });
    script = [ok({ id, uploadURL: `https://upload.imagedelivery.net/${id}` })];
    expect((await ask()).id).toBe(id);
    for (const uploadURL of [
      `https://upload.imagedelivery.net.evil.example/hash/${id}`,
      `http://upload.imagedelivery.net/hash/${id}`,
      `https://upload.imagedelivery.net/other/${id}`,
    ]) {
      script = [ok({ id, uploadURL })];
      expect(await code(ask())).toBe("CONFIG");
    }
  });
  test("metadata above 1,024 bytes is refused before it is sent", async () => {
    const metadata = { name: "ü".repeat(510) };
    expect(
      await code(client().createDirectUpload({ requireSignedURLs: true, metadata, expiresAt: now })),
    ).toBe("INVALID");
    expect(seen).toEqual([]);
  });
});

test("an id that would leave its path is never sent", async () => {
  for (const bad of ["", ".", "..", "a/../b", "/a", "a\\b", "a\0b"])
    await expect(client().getImage(bad)).rejects.toThrow(TypeError);
  expect(seen).toEqual([]);
});
