import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, seeded, sign, type Trial, withStandIn } from "../testing.ts";

const now = new Date("2026-11-23T12:00:00Z");
const end = Math.floor(now.getTime() / 1000) + 600;
let trial: Trial;
let key = "";
const images: string[] = [];
const variants = ["public", "va", "vb", "vc", "vd"];
beforeAll(async () => {
  trial = await withStandIn({ now: () => now });
  key = await trial.key();
  const options = { fit: "cover", width: 8, height: 8, metadata: "none" };
  for (const id of variants.slice(1)) await trial.api("POST", "v1/variants", { id, options });
  const bytes = await picture(16, 16);
  for (let i = 0; i < 20; i++)
    images.push((await trial.api("POST", "v1", imageForm(bytes, { requireSignedURLs: "true" }))).result.id);
});
afterAll(() => trial.close());

const pathOf = (image: string, variant: string) => `/${trial.accountHash}/${image}/${variant}`;
const status = async (path: string, init?: RequestInit) => (await fetch(trial.url + path, init)).status;

/** Sends request lines exactly as given, each on a connection of its own. */
const raw = (line: Buffer) =>
  new Promise<number>((resolve) => {
    const socket = connect(Number(new URL(trial.url).port), "127.0.0.1", () =>
      socket.write(
        Buffer.concat([
          Buffer.from("GET "),
          line,
          Buffer.from(" HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
        ]),
      ),
    );
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(Number(text.slice(9, 12))));
  });

test("SL-02: no edit of a valid link is served over HTTP either", { timeout: 60_000 }, async () => {
  const link = Buffer.from(sign(pathOf(images[0] ?? "", "va"), key, end));
  expect(await raw(link)).toBe(200);
  const edit = fc.record({
    at: fc.nat(link.length - 1),
    cut: fc.integer({ min: 0, max: 2 }),
    put: fc.uint8Array({ maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      let changed = link;
      for (const { at, cut, put } of edits)
        changed = Buffer.concat([changed.subarray(0, at), put, changed.subarray(at + cut)]);
      // A space or line break ends the target: what stands before it is the link that was asked for.
      const target = changed.subarray(
        0,
        changed.findIndex((byte) => byte === 32 || byte === 10 || byte === 13) >>> 0,
      );
      fc.pre(!target.equals(link));
      expect(await raw(changed)).not.toBe(200);
    }),
    seeded("link edits over HTTP", 2000),
  );
});

test("SL-04: a signature opens its own image in its own variant, and nothing else", async () => {
  const [image = "", variant = ""] = [images[7], variants[2]];
  const query = sign(pathOf(image, variant), key, end).split("?")[1];
  let served = 0;
  for (const other of images)
    for (const name of variants) if ((await status(`${pathOf(other, name)}?${query}`)) === 200) served++;
  expect(served).toBe(1);
  const foreign = pathOf(image, variant).replace(trial.accountHash, "AnotherAccountHash0000");
  expect(await status(sign(foreign, key, end))).toBe(403);
});

test("SL-14: an upload URL shows nothing, and a link uploads nothing", async () => {
  const { id, uploadURL } = (await trial.api("POST", "v1/direct_upload", { requireSignedURLs: true })).result;
  const { pathname } = new URL(uploadURL);
  expect(await status(pathname)).not.toBe(200);
  expect(await status(sign(`${pathname}/public`, key, end))).toBe(404);
  const body = imageForm(await picture());
  expect(await status(sign(pathOf(images[0] ?? "", "public"), key, end), { method: "POST", body })).toBe(404);
  expect(await status(`${pathname}?${sign(pathname, key, end).split("?")[1]}`)).not.toBe(200);
  expect((await trial.api("GET", `v1/${id}`)).result.draft).toBe(true);
});

test("an answer from memory and one made anew have the same verdicts", async () => {
  const path = pathOf(images[1] ?? "", "vb");
  for (let round = 0; round < 3; round++) {
    expect(await status(sign(path, key, end))).toBe(200);
    expect(await status(path)).toBe(403);
    expect(await status(sign(path, key, end - 600))).toBe(403);
    expect(await status(sign(path, "wrong", end))).toBe(403);
    expect(await status(`${sign(path, key, end)}&v=1`)).toBe(403);
  }
  const options = { fit: "cover", width: 9, height: 9, metadata: "none" };
  await trial.api("PATCH", "v1/variants/vb", { options, neverRequireSignedURLs: true });
  expect(await status(path)).toBe(200);
  await trial.api("PATCH", "v1/variants/vb", { options, neverRequireSignedURLs: false });
  expect(await status(path)).toBe(403);
  await trial.api("DELETE", "v1/variants/vb");
  expect(await status(sign(path, key, end))).toBe(403);
  await trial.api("PUT", "v1/keys/default"); // a new value: every older link ends
  expect(await status(sign(pathOf(images[2] ?? "", "va"), key, end))).toBe(403);
});
