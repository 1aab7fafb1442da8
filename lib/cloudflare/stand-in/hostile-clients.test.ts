import { readdir } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, seeded, type Trial, withStandIn } from "./testing.ts";

const clients = {
  headSeconds: 1,
  requestSeconds: 4,
  stallSeconds: 1,
  graceSeconds: 2,
  leastBytesPerSecond: 2048,
  lingerSeconds: 1,
};
let trial: Trial;
let jpeg: Buffer;
beforeAll(async () => {
  trial = await withStandIn({ rules: { clients } });
  jpeg = await picture();
});
afterAll(() => trial.close());

const draft = async () =>
  (await trial.api("POST", "v1/direct_upload", {})).result as { id: string; uploadURL: string };
const isDraft = async (id: string) => (await trial.api("GET", `v1/${id}`)).result.draft === true;
const filesOnDisk = async () => {
  const all = await readdir(path.join(trial.dataDir, "originals"), { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).length;
};
const alive = async () => expect((await fetch(`${trial.url}/__health`)).status).toBe(200);

/** Sends raw bytes and returns everything that came back until the connection closed. */
function exchange(send: (socket: Socket) => void, closeAfter = 8000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(trial.url).port), "127.0.0.1", () => send(socket));
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
    setTimeout(() => socket.destroy(), closeAfter).unref();
  });
}
const part = (name: string, filename: string | null, body: string | Buffer, type = "image/jpeg") =>
  Buffer.concat([
    Buffer.from(
      `--b\r\ncontent-disposition: form-data; name="${name}"${filename === null ? "" : `; filename="${filename}"\r\ncontent-type: ${type}`}\r\n\r\n`,
    ),
    Buffer.from(body),
    Buffer.from("\r\n"),
  ]);
const multipart = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from("--b--\r\n")]);
const post = (url: string, body: Buffer, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "POST",
    body: new Uint8Array(body),
    headers: { "content-type": "multipart/form-data; boundary=b", ...headers },
  });
const statusOf = (text: string) => Number(text.slice(9, 12)) || 0;

test("UP-04: lying about length or framing uploads nothing and never reaches the next request", async () => {
  const good = multipart(part("file", "a.jpg", jpeg));
  const n = good.length;
  const chunk = (size: string, body: Buffer) =>
    Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from("\r\n")]);
  const end = Buffer.from("0\r\n\r\n");
  const cases: [string, string[], Buffer][] = [
    ["length too small", [`content-length: ${n - 40}`], good],
    ["length too large", [`content-length: ${n + 40}`], good],
    ["two lengths", [`content-length: ${n}`, `content-length: ${n + 1}`], good],
    ["negative length", ["content-length: -1"], good],
    ["length with a sign", [`content-length: +${n}`], good],
    [
      "both framings",
      [`content-length: ${n}`, "transfer-encoding: chunked"],
      Buffer.concat([chunk(n.toString(16), good), end]),
    ],
    ["odd coding", ["transfer-encoding: xchunked"], Buffer.concat([chunk(n.toString(16), good), end])],
    ["chunk size no number", ["transfer-encoding: chunked"], Buffer.concat([chunk("zz", good), end])],
    [
      "chunk too short",
      ["transfer-encoding: chunked"],
      Buffer.concat([chunk((n + 9).toString(16), good), end]),
    ],
    [
      "chunk too long",
      ["transfer-encoding: chunked"],
      Buffer.concat([chunk((n - 9).toString(16), good), end]),
    ],
    ["no last chunk", ["transfer-encoding: chunked"], chunk(n.toString(16), good)],
    ["no length", [], good],
    ["space before colon", [`content-length : ${n}`], good],
    ["obsolete folding", [`content-length:\r\n ${n}`, "transfer-encoding: chunked"], good],
  ];
  for (const [name, framing, body] of cases) {
    const { id, uploadURL } = await draft();
    const { pathname } = new URL(uploadURL);
    const head = [
      `POST ${pathname} HTTP/1.1`,
      "host: x",
      "content-type: multipart/form-data; boundary=b",
      ...framing,
    ];
    const smuggled = `GET /${trial.accountHash}/smuggled/public HTTP/1.1\r\nhost: x\r\n\r\n`;
    const text = await exchange((socket) => {
      socket.write(Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body]));
      if (/both|short|too long|length too small/.test(name)) socket.write(smuggled);
    });
    expect([name, /^HTTP\/1\.1 200/.test(text)]).toEqual([name, false]);
    expect([name, await isDraft(id)]).toEqual([name, true]);
    expect((await fetch(uploadURL, { method: "POST", body: imageForm(jpeg) })).status).toBe(200);
  }
});

test("UP-06: wrong multipart is refused at once, and nothing of it stays", async () => {
  const before = await filesOnDisk();
  const fields = (count: number) => Array.from({ length: count }, (_, i) => part(`f${i}`, null, "x"));
  const cases: [string, Buffer, Record<string, string>?][] = [
    ["two files", multipart(part("file", "a.jpg", jpeg), part("file", "b.jpg", jpeg))],
    ["no file", multipart(part("other", null, "x"))],
    ["file as a field", multipart(part("file", null, jpeg))],
    ["another name", multipart(part("image", "a.jpg", jpeg))],
    ["ten thousand fields", multipart(...fields(10_000), part("file", "a.jpg", jpeg))],
    ["a field name of 1 MB", multipart(part("x".repeat(1_000_000), null, "x"))],
    ["a field of 1 MB", multipart(part("metadata", null, "x".repeat(1_000_000)))],
    ["no final boundary", part("file", "a.jpg", jpeg)],
    [
      "nested",
      multipart(part("file", "a.jpg", multipart(part("file", "a.jpg", jpeg)), "multipart/mixed; boundary=b")),
    ],
    [
      "another boundary",
      multipart(part("file", "a.jpg", jpeg)),
      { "content-type": "multipart/form-data; boundary=c" },
    ],
    ["no boundary", multipart(part("file", "a.jpg", jpeg)), { "content-type": "multipart/form-data" }],
    ["raw bytes", jpeg, { "content-type": "image/jpeg" }],
    ["JSON", Buffer.from("{}"), { "content-type": "application/json" }],
    ["urlencoded", Buffer.from("file=x"), { "content-type": "application/x-www-form-urlencoded" }],
    ["nothing", Buffer.alloc(0)],
  ];
  for (const [name, body, headers] of cases) {
    const { id, uploadURL } = await draft();
    const began = performance.now();
    const status = await post(uploadURL, body, headers).then(
      (response) => response.status,
      () => 400,
    );
    expect([name, status >= 400 && status < 500]).toEqual([name, true]);
    expect(performance.now() - began).toBeLessThan(5000);
    expect([name, await isDraft(id)]).toEqual([name, true]);
  }
  expect(await filesOnDisk()).toBe(before);
});

test("UP-07: a name is only ever data", async () => {
  const names = [
    ...[
      "../../etc/passwd",
      "..\\..\\x",
      "C:\\x",
      "a\u202egpj.exe",
      ".".repeat(9),
      "...",
      "<img onerror=x>",
      "=cmd|' /C calc'!A0",
    ],
    ...[
      "e\u0301",
      "é",
      "😀.jpg",
      "x".repeat(4000),
      "a;b=c.jpg",
      "a%00b",
      "%2e%2e%2f",
      "CON",
      "/etc/passwd",
      "~/.ssh",
      "$(id)",
      "`id`",
    ],
    ...["__proto__", "constructor", "{{7*7}}", "' OR 1=1 --", "ﬀ", "𝕏.png"],
  ];
  const before = await filesOnDisk();
  for (const name of names) {
    const { status, result } = await trial.api("POST", "v1", imageForm(jpeg, {}, name));
    expect([name, status]).toEqual([name, 200]);
    expect(result.filename.length).toBeGreaterThan(0);
    expect([...result.filename].length).toBeLessThanOrEqual(255);
    const response = await fetch(`${trial.url}/${trial.accountHash}/${result.id}/public`);
    expect(response.headers.get("content-disposition")).toBe("inline");
  }
  expect(await filesOnDisk()).toBe(before + names.length);
  expect((await readdir(trial.dataDir)).sort()).toEqual(["identity", "originals", "pictures", "running"]);
});

test("UP-07: any name at all, also raw bytes that are no UTF-8", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 60 }), async (bytes) => {
      const name = Buffer.from(
        bytes.filter((byte) => byte !== 0x22 && byte !== 0x0d && byte !== 0x0a && byte !== 0x5c),
      );
      const head = Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="');
      const body = Buffer.concat([
        head,
        name,
        Buffer.from('"\r\ncontent-type: image/jpeg\r\n\r\n'),
        jpeg,
        Buffer.from("\r\n--b--\r\n"),
      ]);
      const { uploadURL } = await draft();
      const response = await post(uploadURL, body, { accept: "application/json" });
      const answer = await response.json();
      if (response.status === 200) expect(answer.result.filename.length).toBeGreaterThan(0);
      else expect([400, 415]).toContain(response.status);
    }),
    seeded("file names", 60),
  );
});

test("UP-14: slow clients are cut off and disturb nobody", async () => {
  const { uploadURL } = await draft();
  const { pathname } = new URL(uploadURL);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\n`;
  const drip = (socket: Socket, what: string) => {
    const timer = setInterval(() => socket.writable && socket.write(what), 100);
    socket.on("close", () => clearInterval(timer));
  };
  const begun = (socket: Socket, first: string, then: string) => {
    socket.write(first);
    drip(socket, then);
  };
  const kinds: [string, (socket: Socket) => void, number[]][] = [
    ["silent", () => {}, [0, 408]],
    ["half a head", (socket) => socket.write("POST /x HT"), [0, 408]],
    [
      "a head that never ends",
      (socket) => begun(socket, "GET / HTTP/1.1\r\nhost: x\r\n", "a: b\r\n"),
      [0, 408],
    ],
    ["no body", (socket) => socket.write(`${head}content-length: 9000\r\n\r\n`), [408]],
    ["a crawling body", (socket) => begun(socket, `${head}content-length: 90000\r\n\r\n--b\r\n`, "x"), [408]],
    [
      "endless chunks",
      (socket) => begun(socket, `${head}transfer-encoding: chunked\r\n\r\n`, "1\r\nx\r\n"),
      [408],
    ],
  ];
  const began = performance.now();
  const slow = kinds.flatMap(([name, send, wanted]) =>
    Array.from({ length: 20 }, async () => {
      const status = statusOf(await exchange(send, 15_000));
      expect([name, wanted.includes(status)]).toEqual([name, true]);
    }),
  );
  for (let i = 0; i < 10; i++) await alive();
  expect((await trial.api("POST", "v1", imageForm(jpeg))).status).toBe(200);
  await Promise.all(slow);
  expect(performance.now() - began).toBeLessThan(12_000);
  expect((await fetch(uploadURL, { method: "POST", body: imageForm(jpeg) })).status).toBe(200);
});
