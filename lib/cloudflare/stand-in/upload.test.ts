import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, seeded, type Trial, withStandIn } from "./testing.ts";

let now = new Date("2026-11-23T12:00:00Z");
let trial: Trial;
beforeAll(async () => {
  trial = await withStandIn({ now: () => now, control: true });
});
afterAll(() => trial.close());

const draft = async (body: object = { requireSignedURLs: "true" }) =>
  (await trial.api("POST", "v1/direct_upload", body)).result as { id: string; uploadURL: string };
const post = (url: string, body: FormData) => fetch(url, { method: "POST", body });
const blob = (id: string) =>
  fetch(`${trial.url}/client/v4/accounts/${trial.accountId}/images/v1/${id}/blob`, {
    headers: { authorization: `Bearer ${trial.token}` },
  });
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
async function filesOnDisk() {
  const all = await readdir(path.join(trial.dataDir, "originals"), { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

test("the call of the documentation, then the upload, then the image", async () => {
  const { id, uploadURL } = await draft();
  expect(uploadURL).toBe(`${trial.url}/${trial.accountHash}/${id}`);
  const before = await trial.api("GET", `v1/${id}`);
  expect(before.result).toMatchObject({ id, draft: true, filename: null, requireSignedURLs: true });
  const bytes = await picture();
  const response = await post(uploadURL, imageForm(bytes, {}, '../../etc/pass"wd ü.jpg'));
  expect(response.status).toBe(200);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  const after = (await trial.api("GET", `v1/${id}`)).result;
  expect(after).toMatchObject({ id, filename: "pass%22wd ü.jpg", requireSignedURLs: true });
  expect(after).not.toHaveProperty("draft");
  const original = await blob(id);
  expect(original.headers.get("content-type")).toBe("image/jpeg");
  expect(Buffer.from(await original.arrayBuffer()).equals(bytes)).toBe(true);
});

test("a draft is in no list, no count and not deliverable", async () => {
  const { id } = await draft({});
  const listed = (await trial.api("GET", "v2")).result.images.map((image: { id: string }) => image.id);
  expect(listed).not.toContain(id);
  expect((await fetch(`${trial.url}/${trial.accountHash}/${id}/public`)).status).toBe(404);
});

test("UP-02: used, expired and cancelled URLs refuse", async () => {
  const used = await draft();
  await post(used.uploadURL, imageForm(await picture()));
  const again = await post(used.uploadURL, imageForm(await picture(50, 50)));
  expect([again.status, await again.text()]).toEqual([409, "ERROR 5409: Resource already exists"]);
  const cancelled = await draft();
  expect((await trial.api("DELETE", `v1/${cancelled.id}`)).status).toBe(200);
  expect((await post(cancelled.uploadURL, imageForm(await picture()))).status).toBe(404);
  const expired = await draft();
  const original = now;
  const before = (await trial.api("GET", `v1/${used.id}`)).result;
  for (const later of [1, 1000, 60_000, 30 * 60_000, 60 * 60_000]) {
    now = new Date(original.getTime() + later);
    for (const [url, status] of [
      [used.uploadURL, 409],
      [cancelled.uploadURL, 404],
    ] as const)
      expect([later, (await post(url, imageForm(await picture(50, 50)))).status]).toEqual([later, status]);
    const late = (await post(expired.uploadURL, imageForm(Buffer.from("no image")))).status;
    expect([later, late]).toEqual([later, later < 30 * 60_000 ? 415 : 404]);
  }
  now = original;
  expect((await trial.api("GET", `v1/${used.id}`)).result).toEqual(before);
});

/** An upload that has sent everything but its last ten bytes; `finish` sends them and tells the status. */
async function heldBack(url: string, bytes: Buffer, name: string) {
  const { port, pathname } = new URL(url);
  const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--b--\r\n")]);
  const socket = connect(Number(port), "127.0.0.1");
  let text = "";
  socket.on("data", (data) => {
    text += data.toString("latin1");
  });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await new Promise<void>((sent) => {
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\ncontent-type: multipart/form-data; boundary=b\r\n\r\n`,
    );
    socket.write(body.subarray(0, -10), () => sent());
  });
  return async () => {
    socket.write(body.subarray(-10));
    await closed;
    return Number(text.slice(9, 12));
  };
}

test("UP-01: 32 clients at one URL, one wins, the bytes are the winner's", {
  timeout: 600_000,
}, async () => {
  const bodies = await Promise.all(Array.from({ length: 32 }, (_, i) => picture(20 + i, 30)));
  const rounds = Number(process.env.RACES ?? 50);
  for (let round = 0; round < rounds; round++) {
    const { id, uploadURL } = await draft();
    const clients = await Promise.all(bodies.map((bytes, i) => heldBack(uploadURL, bytes, `${i}.jpg`)));
    const answers = await Promise.all(clients.map((finish) => finish())); // all at one moment
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    expect(answers.filter((status) => status === 409)).toHaveLength(31);
    const winner = answers.indexOf(200);
    expect((await trial.api("GET", `v1/${id}`)).result.filename).toBe(`${winner}.jpg`);
    const stored = new Uint8Array(await (await blob(id)).arrayBuffer());
    expect(sha256(stored)).toBe(sha256(bodies[winner] ?? Buffer.alloc(0)));
  }
  const { count } = (await trial.api("GET", "v1/stats")).result;
  expect(await filesOnDisk()).toHaveLength(count.current); // losers left nothing
});

test.each([
  ["text named jpg", Buffer.from("hello"), "image/jpeg", 415, 5455],
  ["html as png", Buffer.from("<html><script>"), "image/png", 415, 5455],
  ["heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0", "latin1"), "image/heic", 415, 5455],
  ["avif", Buffer.from("\0\0\0\x18ftypavif\0\0\0\0", "latin1"), "image/avif", 415, 5455],
  ["nothing", Buffer.alloc(0), "image/jpeg", 400, 5400],
  ["10 MB and a byte", Buffer.alloc(10 * 1024 * 1024 + 1, 1), "image/jpeg", 413, 5413],
] as const)("UP-05/08 refused and still unused: %s", async (_, bytes, type, status, code) => {
  const { id, uploadURL } = await draft();
  const response = await post(uploadURL, imageForm(bytes, {}, "x.jpg", type));
  expect([response.status, (await response.text()).split(":")[0]]).toEqual([status, `ERROR ${code}`]);
  expect((await post(uploadURL, imageForm(await picture()))).status).toBe(200);
  expect((await trial.api("GET", `v1/${id}`)).result).not.toHaveProperty("draft");
});

test("a cut-off picture is refused", async () => {
  for (const format of ["jpeg", "png", "webp", "gif"] as const) {
    const whole = await picture(400, 300, format);
    const { uploadURL } = await draft();
    const cut = whole.subarray(0, Math.floor(whole.length * 0.7));
    expect((await post(uploadURL, imageForm(cut, {}, "x", `image/${format}`))).status).toBe(415);
  }
});

test.each([
  ["two minutes", 120, 200],
  ["just under", 119, 400],
  ["six hours", 6 * 3600, 200],
  ["just over", 6 * 3600 + 1, 400],
])("expiry of %s", async (_, seconds, status) => {
  const expiry = new Date(now.getTime() + seconds * 1000).toISOString();
  expect((await trial.api("POST", "v1/direct_upload", { expiry })).status).toBe(status);
});

test("v2 takes a form only, also an empty one", async () => {
  expect((await trial.api("POST", "v2/direct_upload", {})).errors[0]?.code).toBe(5415);
  const form = new FormData();
  form.set("metadata", JSON.stringify({ a: 1 }));
  form.set("requireSignedURLs", "true");
  const { result } = await trial.api("POST", "v2/direct_upload", form);
  expect((await trial.api("GET", `v1/${result.id}`)).result).toMatchObject({ meta: { a: 1 }, draft: true });
  expect((await trial.api("POST", "v2/direct_upload", new FormData())).status).toBe(200);
});

test.each([
  ["private custom id", { id: "a/b c", requireSignedURLs: true }, 5410],
  ["id with edge slash", { id: "/a" }, 5411],
  ["id like a UUID", { id: "2cdc28f0-017a-49c4-9ed7-87056c839010" }, 5411],
  ["id like a page", { id: "page.html" }, 5411],
  ["id with dots", { id: "a/../b" }, 5411],
  ["odd boolean", { requireSignedURLs: "yes" }, 5400],
  ["metadata array", { metadata: "[1]" }, 5400],
  ["metadata of 1,025 bytes", { metadata: { a: "x".repeat(1017) } }, 5400],
  ["long creator", { creator: "x".repeat(1025) }, 5400],
])("refused: %s", async (_, body, code) => {
  expect((await trial.api("POST", "v1/direct_upload", body)).errors[0]?.code).toBe(code);
});

test("metadata of 1,024 bytes is taken", async () => {
  expect((await trial.api("POST", "v1/direct_upload", { metadata: { a: "x".repeat(1016) } })).status).toBe(
    200,
  );
});

test("UP-03: a client that dies half-way leaves the URL unused and nothing on disk", async () => {
  const { uploadURL } = await draft();
  const before = (await filesOnDisk()).length;
  const { port, pathname } = new URL(uploadURL);
  const offsets = fc.sample(
    fc.nat({ max: 8999 }),
    seeded("moments of death", Number(process.env.DEATHS ?? 50)),
  );
  for (const sent of [0, 40, 200, ...offsets]) {
    const head = `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 9000\r\ncontent-type: multipart/form-data; boundary=b\r\n\r\n`;
    const part =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n';
    const socket = connect(Number(port), "127.0.0.1");
    await new Promise<void>((gone) => {
      socket.on("close", () => gone());
      socket.write(head + (part + "x".repeat(9000)).slice(0, sent), () => socket.resetAndDestroy());
    });
  }
  await expect.poll(async () => (await filesOnDisk()).length).toBe(before);
  expect((await post(uploadURL, imageForm(await picture()))).status).toBe(200);
});

test("custom ids: taken once, delivered with literal slashes, never private", async () => {
  const id = "shop/Ünit 50%.png";
  expect((await draft({ id })).id).toBe(id);
  expect((await trial.api("POST", "v1/direct_upload", { id })).status).toBe(409);
  const encoded = encodeURIComponent(id);
  const uploadURL = `${trial.url}/${trial.accountHash}/shop/${encodeURIComponent("Ünit 50%.png")}`;
  expect((await post(uploadURL, imageForm(await picture()))).status).toBe(200);
  const { variants } = (await trial.api("GET", `v1/${encoded}`)).result;
  expect((await fetch(variants[0])).status).toBe(200);
  const patch = await trial.api("PATCH", `v1/${encoded}`, { requireSignedURLs: true });
  expect([patch.status, patch.errors[0]?.code]).toEqual([400, 5410]);
});

test("UP-05: exactly at the limits, and one more", async () => {
  const jpeg = await picture();
  const filled = (bytes: number) => Buffer.concat([jpeg, Buffer.alloc(bytes - jpeg.length)]);
  const most = 10 * 1024 * 1024;
  const upload = async (bytes: Buffer, fields: Record<string, string> = {}, name = "a.jpg") => {
    const { status, errors, result } = await trial.api("POST", "v1", imageForm(bytes, fields, name));
    return { code: status === 200 ? 200 : errors[0]?.code, result };
  };
  const code = async (...given: Parameters<typeof upload>) => (await upload(...given)).code;
  expect([await code(filled(most)), await code(filled(most + 1))]).toEqual([200, 5413]);
  const metadata = (bytes: number) => JSON.stringify({ a: "x".repeat(bytes - 8) });
  expect(metadata(1024)).toHaveLength(1024);
  expect(await code(jpeg, { metadata: metadata(1024) })).toBe(200);
  expect(await code(jpeg, { metadata: metadata(1025) })).toBe(5400);
  expect(await code(jpeg, { metadata: JSON.stringify({ a: "é".repeat(509) }) })).toBe(5400); // bytes, not characters
  expect([
    await code(jpeg, { creator: "x".repeat(1024) }),
    await code(jpeg, { creator: "x".repeat(1025) }),
  ]).toEqual([200, 5400]);
  const id = (length: number) => `${"d/".repeat(4)}${"x".repeat(length - 8)}`;
  expect([await code(jpeg, { id: id(1024) }), await code(jpeg, { id: id(1025) })]).toEqual([200, 5411]);
  expect((await upload(jpeg, {}, `${"n".repeat(300)}.jpg`)).result.filename).toHaveLength(255);
  expect(await code(Buffer.alloc(0))).toBe(5400);
});

test("UP-13: CORS of the upload host: any origin, no credentials, no request headers", async () => {
  const { uploadURL, id } = await draft();
  const foreign = { origin: "https://evil.example", cookie: "session=1" };
  const wrong = await fetch(`${uploadURL.slice(0, -4)}0000`, {
    ...{ method: "POST", headers: foreign, body: imageForm(await picture()) },
  });
  expect([wrong.status, wrong.headers.get("access-control-allow-origin")]).toEqual([404, "*"]); // the URL is the key
  const posted = await fetch(uploadURL, {
    method: "POST",
    headers: foreign,
    body: imageForm(await picture()),
  });
  expect([posted.status, posted.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  expect([posted.headers.get("access-control-allow-credentials"), posted.headers.get("set-cookie")]).toEqual([
    null,
    null,
  ]);
  expect((await trial.api("GET", `v1/${id}`)).result).not.toHaveProperty("draft");
  const response = await fetch(uploadURL, { method: "OPTIONS" });
  expect(response.status).toBe(204);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("access-control-allow-headers")).toBeNull();
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
});
