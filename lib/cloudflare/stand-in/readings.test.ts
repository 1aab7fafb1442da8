import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterEach, expect, test } from "vitest";
import type { StandInOptions } from "./server.ts";
import { imageForm, picture, sign, type Trial, withStandIn } from "./testing.ts";

// Places where one reading of Cloudflare was chosen: what is the rule here, and what its switch changes.
const opened: Trial[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
async function open(options: Partial<StandInOptions> = {}) {
  const one = await withStandIn(options);
  opened.push(one);
  return one;
}
const accept = "application/json";

/** An upload of raw parts, each with the headers given and no others. */
async function parts(on: Trial, ...given: [headers: string[], body: Buffer][]) {
  const { uploadURL } = (await on.api("POST", "v1/direct_upload", {})).result;
  const body = Buffer.concat([
    ...given.flatMap(([headers, bytes]) => [
      Buffer.from(`--b\r\n${headers.join("\r\n")}\r\n\r\n`),
      bytes,
      Buffer.from("\r\n"),
    ]),
    Buffer.from("--b--\r\n"),
  ]);
  const headers = { accept, "content-type": "multipart/form-data; boundary=b" };
  const response = await fetch(uploadURL, { method: "POST", headers, body });
  return [response.status, (await response.json()).errors[0]?.code ?? 0];
}

test("a file that comes without a type is typed by its bytes; one that comes with a wrong type is refused", async () => {
  const trial = await open();
  const jpeg = await picture();
  const file = 'content-disposition: form-data; name="file"; filename="a.jpg"';
  const note: [string[], Buffer] = [
    ['content-disposition: form-data; name="note"', "content-type: image/jpeg"],
    Buffer.from("x"),
  ];
  expect(await parts(trial, [[file], jpeg])).toEqual([200, 0]);
  expect(await parts(trial, note, [[file], jpeg])).toEqual([200, 0]); // the type of another part says nothing
  expect(await parts(trial, [[file, "content-type: text/plain"], jpeg])).toEqual([415, 5455]);
  expect(await parts(trial, [[file, "content-type: nonsense"], jpeg])).toEqual([415, 5455]);
  expect(await parts(trial, [[file], Buffer.from("hello")])).toEqual([415, 5455]);

  const origin = createServer((_, response) => void response.end(jpeg));
  await new Promise<void>((ready) => void origin.listen(0, "127.0.0.1", ready));
  const at = `127.0.0.1:${(origin.address() as AddressInfo).port}`;
  const fetching = await open({ allowFetch: [at] });
  const form = new FormData();
  form.set("url", `http://${at}/a.jpg`);
  expect((await fetching.api("POST", "v1", form)).status).toBe(200);
  origin.close();
});

test("text in the field named file is no picture: 415, however long", async () => {
  const trial = await open();
  for (const length of [5, 100_000]) {
    const form = new FormData();
    form.set("file", "aGVsbG8=".repeat(length));
    const { status, errors } = await trial.api("POST", "v1", form);
    expect([length, status, errors[0]?.code]).toEqual([length, 415, 5455]);
  }
});

test("the answer to an upload without credentials keeps the metadata to itself, unless the rule says otherwise", async () => {
  const metadata = { owner: "ann" };
  for (const uploadShowsMeta of ["no", "yes"] as const) {
    const trial = await open({ rules: { uploadShowsMeta } });
    const { id, uploadURL } = (await trial.api("POST", "v1/direct_upload", { metadata })).result;
    const response = await fetch(uploadURL, { method: "POST", body: imageForm(await picture()) });
    const { result } = await response.json();
    expect([result.id, result.meta]).toEqual([id, uploadShowsMeta === "yes" ? metadata : undefined]);
    expect((await trial.api("GET", `v1/${id}`)).result.meta).toEqual(metadata);
  }
});

test("a page of the v1 list holds a hundred images, or what its rule says", async () => {
  const trial = await open();
  await trial.seed(130);
  const page = async (on: Trial, query: string) => (await on.api("GET", `v1${query}`)).result.images;
  const [first, second] = [await page(trial, "?per_page=1000"), await page(trial, "?page=2&per_page=1000")];
  expect([first.length, second.length]).toEqual([100, 30]);
  expect(new Set([...first, ...second].map(({ id }: { id: string }) => id)).size).toBe(130);
  expect(await page(trial, "?per_page=10")).toHaveLength(10);
  const other = await open({ rules: { v1PageHolds: 1000 } });
  await other.seed(130);
  expect(await page(other, "")).toHaveLength(130);
});

test("patchedId=new: made private or public, an image goes on under another id, and the old one is gone", async () => {
  const trial = await open({ rules: { patchedId: "new" } });
  const { id } = (await trial.api("POST", "v1", imageForm(await picture()))).result;
  const status = async (at: string, name: string) =>
    (await fetch(`${trial.url}${at.replace("ID", name)}`)).status;
  const at = `/${trial.accountHash}/ID/public`;
  expect(await status(at, id)).toBe(200);
  const kept = (await trial.api("PATCH", `v1/${id}`, { metadata: { a: 1 }, requireSignedURLs: false }))
    .result;
  expect(kept.id).toBe(id); // nothing about access changed
  const { result } = await trial.api("PATCH", `v1/${id}`, { requireSignedURLs: true });
  expect(result.id).not.toBe(id);
  expect(result).toMatchObject({ meta: { a: 1 }, requireSignedURLs: true, filename: "a.jpg" });
  expect(result.variants[0]).toContain(result.id);
  expect((await trial.api("GET", `v1/${id}`)).status).toBe(404);
  const signed = (name: string, key: string) => sign(at.replace("ID", name), key, 4_000_000_000);
  const key = await trial.key();
  expect(await status(signed(id, key), "")).toBe(404);
  expect([await status(signed(result.id, key), ""), await status(at, result.id)]).toEqual([200, 403]);
  const back = (await trial.api("PATCH", `v1/${result.id}`, { requireSignedURLs: false })).result;
  expect([back.id === result.id, await status(at, back.id)]).toEqual([false, 200]);
  const draft = (await trial.api("POST", "v1/direct_upload", {})).result;
  expect((await trial.api("PATCH", `v1/${draft.id}`, { requireSignedURLs: true })).result.id).toBe(draft.id);
});

test("heic=store: an HEIC is kept, told of and given back, though nothing here can draw it", async () => {
  const heif = { create: { width: 300, height: 200, channels: 3 as const, background: "#345" } };
  const avif = await sharp(heif).avif({ effort: 0 }).toBuffer();
  const heic = Buffer.from(avif); // the same boxes; only the brand says what is inside
  heic.write("heic", 8, "latin1");
  const strict = await open();
  const post = (on: Trial, bytes: Buffer, type = "image/heic") =>
    on.api("POST", "v1", imageForm(bytes, {}, "a.heic", type));
  expect((await post(strict, heic)).errors[0]?.code).toBe(5455);
  const trial = await open({ rules: { heic: "store" } });
  const { status, result } = await post(trial, heic, "application/octet-stream");
  expect(status).toBe(200);
  const blob = await fetch(`${trial.url}/client/v4/accounts/${trial.accountId}/images/v1/${result.id}/blob`, {
    headers: { authorization: `Bearer ${trial.token}` },
  });
  expect(blob.headers.get("content-type")).toBe("image/heic");
  expect(Buffer.from(await blob.arrayBuffer()).equals(heic)).toBe(true);
  const shown = await fetch(result.variants[0]);
  expect([shown.status, (await shown.text()).slice(0, 10)]).toEqual([415, "ERROR 9412"]);
  await trial.api("PATCH", "v1/config", { flexible_variants: true });
  const facts = await (await fetch(result.variants[0].replace(/public$/, "format=json"))).json();
  expect(facts).toMatchObject({ width: 300, height: 200, original: { format: "image/heic" } });
  for (let cut = 1; cut < 32; cut++) {
    const part = heic.subarray(0, Math.floor((heic.length * cut) / 32));
    expect([cut, (await post(trial, part)).status]).toEqual([cut, 415]);
  }
  expect((await post(trial, avif, "image/avif")).errors[0]?.code).toBe(5455);
});
