import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, sign, type Trial, withStandIn } from "../testing.ts";

const now = new Date("2026-11-23T12:00:00Z");
const end = Math.floor(now.getTime() / 1000) + 600;
let trial: Trial;
let key = "";
let open = "";
let closed = "";
beforeAll(async () => {
  trial = await withStandIn({ now: () => now });
  key = await trial.key();
  const path = async (requireSignedURLs: string) => {
    const { result } = await trial.api(
      "POST",
      "v1",
      imageForm(await picture(400, 300), { requireSignedURLs }),
    );
    return `/${trial.accountHash}/${result.id}/public`;
  };
  [open, closed] = [await path("false"), await path("true")];
});
afterAll(() => trial.close());

const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(trial.url + path, { method, headers });

test("every served byte is inert and says how long it lives", async () => {
  const response = await get(open);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/jpeg",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "content-disposition": "inline",
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=172800, stale-while-revalidate=7200",
    "accept-ranges": "bytes",
    vary: "Accept",
    "cf-resized": "internal=ok/m",
  });
  expect((await get(open)).headers.get("cf-resized")).toBe("internal=ok/h");
});

test("the account's browser TTL, and a variant's own, which wins", async () => {
  const life = async (path: string) => (await get(path)).headers.get("cache-control");
  await trial.api("PATCH", "v1/config", { browser_ttl: 7200 });
  expect(await life(open)).toMatch("public, max-age=7200,");
  const options = { fit: "cover", width: 10, height: 10, metadata: "none", browser_ttl: 3600 };
  await trial.api("POST", "v1/variants", { id: "brief", options });
  expect(await life(open.replace("public", "brief"))).toMatch("public, max-age=3600,");
  expect(await life(sign(closed, key, end))).toBe("private, max-age=600");
  expect((await trial.api("PATCH", "v1/config", { browser_ttl: 60 })).status).toBe(400);
});

test("HEAD says what GET would, without a body", async () => {
  const [head, whole] = [await get(open, {}, "HEAD"), await get(open)];
  for (const name of ["content-length", "content-type", "etag", "cache-control"])
    expect(head.headers.get(name)).toBe(whole.headers.get(name));
  expect((await head.arrayBuffer()).byteLength).toBe(0);
});

test("ETag differs by format and options; a match is 304 without a body", async () => {
  const etag = async (accept: string) => (await get(open, { accept })).headers.get("etag") ?? "";
  const [jpeg, webp] = [await etag("image/jpeg"), await etag("image/webp")];
  expect(jpeg).not.toBe(webp);
  for (const given of [jpeg, `W/${jpeg}`, `"x", ${jpeg}`, "*"]) {
    const response = await get(open, { accept: "image/jpeg", "if-none-match": given });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([304, 0]);
    expect(response.headers.get("etag")).toBe(jpeg);
  }
  expect((await get(open, { accept: "image/jpeg", "if-none-match": webp })).status).toBe(200);
});

test("one range is a slice of the same bytes; several or odd ones get the whole", async () => {
  const whole = new Uint8Array(await (await get(open)).arrayBuffer());
  const n = whole.length;
  const cases: [string, number, number][] = [
    ["bytes=0-9", 0, 10],
    ["bytes=10-", 10, n],
    ["bytes=-10", n - 10, n],
    [`bytes=5-${n * 9}`, 5, n],
    [`bytes=-${n * 9}`, 0, n],
  ];
  for (const [range, from, to] of cases) {
    const response = await get(open, { range });
    expect([range, response.status]).toEqual([range, 206]);
    expect(response.headers.get("content-range")).toBe(`bytes ${from}-${to - 1}/${n}`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(whole.slice(from, to));
  }
  const thousand = `bytes=${Array.from({ length: 1000 }, (_, i) => `${i}-${i}`).join(",")}`;
  for (const range of [thousand, "bytes=0-1,1-2", "bytes=9-1", "lines=0-1", "bytes=-", "bytes=a-b"])
    expect([range.slice(0, 20), (await get(open, { range })).status]).toEqual([range.slice(0, 20), 200]);
  for (const range of [`bytes=${n}-`, "bytes=-0"]) {
    const response = await get(open, { range });
    expect([response.status, response.headers.get("content-range")]).toEqual([416, `bytes */${n}`]);
  }
  const etag = (await get(open)).headers.get("etag") ?? "";
  expect((await get(open, { range: "bytes=0-1", "if-range": etag })).status).toBe(206);
  expect((await get(open, { range: "bytes=0-1", "if-range": '"old"' })).status).toBe(200);
});

test("SL-15: no signature, no range, no 304, no HEAD", async () => {
  const etag = (await get(sign(closed, key, end))).headers.get("etag") ?? "";
  for (const path of [closed, sign(closed, "wrong", end), sign(closed, key, end - 600)])
    for (const [name, value] of [
      ["if-none-match", etag],
      ["if-none-match", "*"],
      ["range", "bytes=0-1"],
    ] as const)
      for (const method of ["GET", "HEAD"])
        expect((await get(path, { [name]: value }, method)).status).toBe(403);
  for (const method of ["PUT", "DELETE", "PATCH"]) expect((await get(closed, {}, method)).status).toBe(405);
});

/** Sends bytes that no client library would let through, and reads the status. */
function raw(target: string, method = "GET") {
  return new Promise<number>((resolve, reject) => {
    const { port } = new URL(trial.url);
    const socket = connect(Number(port), "127.0.0.1", () =>
      socket.write(`${method} ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`, "latin1"),
    );
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(Number(text.slice(9, 12))));
  });
}

test("SL-03: only the exact canonical path is served", async () => {
  const [, hash = "", id = ""] = closed.split("/");
  const query = sign(closed, key, end).split("?")[1];
  expect(await raw(`${closed}?${query}`)).toBe(200);
  const spellings = [
    ...[
      `//${hash}/${id}/public`,
      `/${hash}//${id}/public`,
      `/${hash}/${id}//public`,
      `/./${hash}/${id}/public`,
    ],
    ...[`/${hash}/x/../${id}/public`, `/${hash}/${id}/./public`, `/${hash}/%2e/${id}/public`],
    ...[
      `/${hash}/${id}%2fpublic`,
      `/${hash}/${id}/public/`,
      `/${hash}/${id}/public%00`,
      `/${hash}/${id}/%70ublic`,
    ],
    ...[
      `/${hash}/${id};a/public`,
      `/${hash}/${id}/public;a`,
      `/${hash}\\${id}\\public`,
      `/${hash}/${id.toUpperCase()}/public`,
    ],
    ...[
      `/${hash.toLowerCase()}/${id}/public`,
      `/${hash}/${id}/PUBLIC`,
      `/${hash}/${id}/public%20`,
      `/${hash}/%C0%AE/public`,
    ],
    ...[
      `/cdn-cgi/imagedelivery//${hash}/${id}/public`,
      `/cdn-cgi/imagedelivery/cdn-cgi/imagedelivery${closed}`,
    ],
    ...[`/cdn-cgi/../${hash}/${id}/public`, `/CDN-CGI/imagedelivery${closed}`, `http://x${closed}`],
  ];
  for (const path of spellings) {
    expect([path, await raw(`${path}?${query}`)]).not.toEqual([path, 200]);
    expect([path, await raw(path)]).not.toEqual([path, 200]);
  }
  for (const method of ["OPTIONS", "TRACE", "HEAD"])
    expect([method, await raw(closed, method)]).not.toEqual([method, 200]);
});
