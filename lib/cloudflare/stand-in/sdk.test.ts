import Cloudflare from "cloudflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkAnswer } from "./api/response-schema.ts";
import { picture, type Trial, withStandIn } from "./testing.ts";

// The official SDK against the stand-in: a client nobody here wrote.
let trial: Trial;
let client: Cloudflare;
let account = { account_id: "" };
/** Every answer the SDK gets is held against the API reference too. */
const checked: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const url = new URL(typeof input === "string" || input instanceof URL ? input : input.url);
  const [, path = ""] = url.pathname.split("/images/");
  if (response.headers.get("content-type") === "application/json")
    checkAnswer(init?.method?.toUpperCase() ?? "GET", path, response.status, await response.clone().json());
  return response;
};
beforeAll(async () => {
  trial = await withStandIn();
  account = { account_id: trial.accountId };
  client = new Cloudflare({
    apiToken: trial.token,
    baseURL: `${trial.url}/client/v4`,
    maxRetries: 0,
    fetch: checked,
  });
});
afterAll(() => trial.close());

const file = async (name = "a.png") =>
  new File([new Uint8Array(await picture(90, 60, "png"))], name, { type: "image/png" });

test("FI-02: images: create, get, edit, blob, lists, stats, delete", async () => {
  const { images } = client;
  const made = await images.v1.create({ ...account, file: await file() });
  const id = made.id ?? "";
  expect(made).toMatchObject({ filename: "a.png", requireSignedURLs: false, meta: {} });
  expect(await images.v1.get(id, account)).toMatchObject({ id });
  const edited = await images.v1.edit(id, { ...account, metadata: { a: 1 }, requireSignedURLs: true });
  expect(edited).toMatchObject({ id, meta: { a: 1 }, requireSignedURLs: true });
  const blob = await images.v1.blobs.get(id, account);
  expect(blob.headers.get("content-type")).toBe("image/png");
  expect((await images.v2.list(account)).images?.map((image) => image.id)).toContain(id);
  expect(await images.v1.list(account)).toHaveProperty("result.images.0.id");
  expect((await images.v1.stats.get(account)).count?.current).toBe(1);
  await images.v1.delete(id, account);
  await expect(images.v1.get(id, account)).rejects.toMatchObject({ status: 404, errors: [{ code: 5404 }] });
});

test("FI-02: one-time upload through v2, with and without options", async () => {
  const made = await client.images.v2.directUploads.create({
    ...account,
    requireSignedURLs: true,
    metadata: JSON.stringify({ from: "sdk" }),
  });
  const form = new FormData();
  form.set("file", await file("b.png"));
  expect((await fetch(made.uploadURL ?? "", { method: "POST", body: form })).status).toBe(200);
  expect(await client.images.v1.get(made.id ?? "", account)).toMatchObject({
    filename: "b.png",
    meta: { from: "sdk" },
    requireSignedURLs: true,
  });
  expect(await client.images.v2.directUploads.create(account)).toHaveProperty("uploadURL");
});

test("FI-02: keys: list, add, cap, delete, the last one stays", async () => {
  const { keys } = client.images.v1;
  expect((await keys.list(account)).keys?.map((key) => key.name)).toEqual(["default"]);
  expect((await keys.update("second", account)).keys).toHaveLength(2);
  await expect(keys.update("third", account)).rejects.toMatchObject({ errors: [{ code: 5453 }] });
  expect((await keys.delete("second", account)).keys?.map((key) => key.name)).toEqual(["default"]);
  await expect(keys.delete("default", account)).rejects.toMatchObject({ status: 400 });
  await expect(keys.delete("nosuch", account)).rejects.toMatchObject({ status: 404 });
});

test("FI-02: variants: create, list as a map, get, edit, delete; public stays", async () => {
  const { variants } = client.images.v1;
  const options = { fit: "cover", width: 100, height: 50, metadata: "none" } as const;
  const made = await variants.create({ ...account, id: "hero", options });
  expect(made.variant).toEqual({ id: "hero", options, neverRequireSignedURLs: false });
  expect(Object.keys((await variants.list(account)).variants ?? {})).toEqual(["public", "hero"]);
  await expect(variants.create({ ...account, id: "hero", options })).rejects.toMatchObject({ status: 409 });
  await expect(variants.create({ ...account, id: "no-hyphen", options })).rejects.toMatchObject({
    errors: [{ code: 5400, message: "Variant name not allowed" }],
  });
  const edited = await variants.edit("hero", { ...account, options: { ...options, width: 70 } });
  expect(edited.variant?.options.width).toBe(70);
  await variants.delete("hero", account);
  await expect(variants.get("hero", account)).rejects.toMatchObject({
    status: 404,
    errors: [{ code: 5401 }],
  });
  await variants.delete("public", account);
  expect(await variants.get("public", account)).toHaveProperty("variant.id", "public");
});

test("FI-02: v2 pages in both orders with opaque tokens", async () => {
  await trial.reset();
  for (let i = 0; i < 25; i++) await client.images.v1.create({ ...account, file: await file(`${i}.png`) });
  for (const sort_order of ["asc", "desc"] as const) {
    const names: string[] = [];
    let continuation_token: string | undefined;
    do {
      const page = await client.images.v2.list({ ...account, per_page: 10, sort_order, continuation_token });
      names.push(...(page.images ?? []).map((image) => image.filename ?? ""));
      continuation_token = page.continuation_token ?? undefined;
      expect(continuation_token?.length ?? 0).toBeLessThanOrEqual(32);
    } while (continuation_token);
    const expected = Array.from({ length: 25 }, (_, i) => `${i}.png`);
    expect(names).toEqual(sort_order === "asc" ? expected : expected.reverse());
  }
  await expect(client.images.v2.list({ ...account, per_page: 5 })).rejects.toMatchObject({ status: 400 });
});

test("FI-02: who may call", async () => {
  const as = (options: object) =>
    new Cloudflare({ apiToken: null, ...options, baseURL: `${trial.url}/client/v4`, maxRetries: 0 }).images
      .v1;
  const refused = { status: 403, errors: [{ code: 10_000 }] };
  await expect(as({ apiToken: "wrong" }).stats.get(account)).rejects.toMatchObject(refused);
  const reader = as({ apiToken: "test-token-read-only" });
  expect(await reader.stats.get(account)).toHaveProperty("count");
  await expect(reader.keys.update("mine", account)).rejects.toMatchObject(refused);
  const pair = as({ apiEmail: "user@example.com", apiKey: trial.token });
  expect(await pair.stats.get(account)).toHaveProperty("count");
  const elsewhere = { account_id: "f".repeat(32) };
  await expect(client.images.v1.stats.get(elsewhere)).rejects.toMatchObject(refused);
});

test("FI-02: the SDK's own oddities: flattened metadata, the v1 pages, booleans, retries", async () => {
  const { images } = client;
  const object = images.v1.create({ ...account, file: await file(), metadata: { a: 1 } });
  await expect(object).rejects.toMatchObject({ status: 400 }); // it sends metadata[a]: refused, not lost
  const text = { metadata: JSON.stringify({ a: 1 }), requireSignedURLs: true };
  const made = await images.v1.create({ ...account, file: await file(), ...text });
  expect(made).toMatchObject({ meta: { a: 1 }, requireSignedURLs: true });
  const page = await images.v1.list({ ...account, per_page: 10, page: 1 });
  const { images: listed } = page.result as unknown as { images: { id: string }[] };
  expect(listed.map(({ id }) => id)).toContain(made.id);
  const filtered = { ...account, "meta.a[eq:number]": "1" };
  expect((await images.v2.list(filtered)).images?.map(({ id }) => id)).toEqual([made.id]);

  const patient = new Cloudflare({
    ...{ apiToken: trial.token, baseURL: `${trial.url}/client/v4`, maxRetries: 2, fetch: checked },
  });
  trial.faults.add({ kind: "rate-limit", retryAfter: 0, times: 2 });
  expect((await patient.images.v1.stats.get(account)).count?.current).toBeGreaterThan(0);
  expect(trial.faults.report()).toMatchObject([{ struck: 2 }]);
  trial.faults.clear();
});

test("FI-02: what the SDK has no method for: v1 direct upload, flat, config, batch token, URL", async () => {
  const at = `/accounts/${trial.accountId}/images`;
  type Answer<T> = { result: T };
  const open = await client.post<Answer<{ id: string; uploadURL: string }>>(`${at}/v1/direct_upload`, {
    body: { requireSignedURLs: "true" },
  });
  expect(await client.images.v1.get(open.result.id, account)).toMatchObject({ requireSignedURLs: true });
  const flat = await client.get<Answer<{ id: string }>>(`${at}/v1/variants/public/flat`);
  expect(flat.result.id).toBe("public");
  const set = await client.patch<Answer<object>>(`${at}/v1/config`, { body: { browser_ttl: 3600 } });
  expect(set.result).toMatchObject({ browser_ttl: 3600, flexible_variants: false });
  const batch = await client.get<Answer<{ token: string }>>(`${at}/v1/batch_token`);
  expect(batch.result.token.length).toBeGreaterThan(20);
  const inward = client.images.v1.create({ ...account, url: "http://127.0.0.1/x.png" });
  await expect(inward).rejects.toMatchObject({ status: 400, errors: [{ code: 5454 }] });
});
