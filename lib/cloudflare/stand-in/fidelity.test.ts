import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createPace } from "./batch-pace.ts";
import { type Rules, rulesFrom, strictRules } from "./rules.ts";
import { imageForm, picture, sign, type Trial, withStandIn } from "./testing.ts";

// As strict as Cloudflare by default, and each reading that could be another one is a switch.
let now = new Date("2026-11-23T12:00:00Z");
let trial: Trial;
const opened: Trial[] = [];
beforeAll(async () => {
  trial = await withStandIn({ now: () => now, control: true });
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(() => trial.close());

async function with_(rules: Partial<Rules>) {
  const one = await withStandIn({ rules, now: () => now });
  opened.push(one);
  return one;
}
const put = async (on: Trial, fields: Record<string, string> = {}, name = "a.jpg") =>
  on.api("POST", "v1", imageForm(await picture(40, 30), fields, name));
const base = (on: Trial) => `${on.url}/client/v4/accounts/${on.accountId}/images`;
const ask = (on: Trial, path: string, headers: Record<string, string>, method = "GET") =>
  fetch(`${base(on)}/${path}`, { method, headers: { authorization: `Bearer ${on.token}`, ...headers } });

test("FI-03, FI-04: what Cloudflare refuses is refused", async () => {
  const code = async (method: string, path: string, body?: unknown) =>
    (await trial.api(method, path, body)).errors[0]?.code ?? 0;
  const { id } = (await put(trial, { requireSignedURLs: "true" })).result;
  await put(trial, { id: "shop/a.jpg" });
  const options = { fit: "cover", width: 9, height: 9, metadata: "none" };
  expect(await code("POST", "v1/direct_upload", { id: "x/y", requireSignedURLs: true })).toBe(5410);
  expect(await code("PATCH", `v1/${encodeURIComponent("shop/a.jpg")}`, { requireSignedURLs: true })).toBe(
    5410,
  );
  expect((await put(trial, { id: "z", requireSignedURLs: "true" })).errors[0]?.code).toBe(5410);
  expect((await put(trial, { id: "shop/a.jpg" })).errors[0]?.code).toBe(5409);
  await trial.api("PATCH", "v1/config", { flexible_variants: true });
  const flexible = `/${trial.accountHash}/${id}/w=9`;
  const end = Math.floor(now.getTime() / 1000) + 60;
  for (const path of [flexible, sign(flexible, await trial.key(), end)])
    expect((await (await fetch(trial.url + path)).text()).slice(0, 10)).toBe("ERROR 9425");
  expect([await code("PUT", "v1/keys/second"), await code("PUT", "v1/keys/third")]).toEqual([0, 5453]);
  for (const name of ["with-hyphen", "under_score", "", "x".repeat(21)])
    expect([name, (await code("PUT", `v1/keys/${name}`)) > 0]).toEqual([name, true]);
  expect([await code("DELETE", "v1/variants/public"), await code("GET", "v1/variants/public")]).toEqual([
    0, 0,
  ]);
  for (let n = 2; n <= 100; n++) expect(await code("POST", "v1/variants", { id: `v${n}`, options })).toBe(0);
  expect(await code("POST", "v1/variants", { id: "v101", options })).toBe(5453);
  expect(await code("POST", "v1/variants", { id: "v2", options })).toBe(5409);
  for (const odd of [
    { ...options, width: 0 },
    { ...options, width: 10_000 },
    { ...options, height: 1.5 },
    { ...options, fit: "squeeze" },
    { ...options, metadata: "all" },
    { ...options, browser_ttl: 60 },
    { ...options, quality: 80 },
    null,
  ])
    expect([odd, await code("PATCH", "v1/variants/v2", { options: odd })]).toEqual([odd, 5400]);
  for (const seconds of [119, 21_601, -60]) {
    const expiry = new Date(now.getTime() + seconds * 1000).toISOString();
    expect([seconds, await code("POST", "v1/direct_upload", { expiry })]).toEqual([seconds, 5400]);
  }
  const draft = (await trial.api("POST", "v1/direct_upload", {})).result.id;
  for (const list of ["v1", "v2"])
    expect(JSON.stringify((await trial.api("GET", list)).result)).not.toContain(draft);
});

test("refusals of the backend are text unless JSON is asked for; the gateway's are envelopes with all their errors", async () => {
  for (const accept of ["*/*", "image/*", "text/html"]) {
    const missing = await ask(trial, "v1/nosuch", { accept });
    expect([missing.status, missing.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
    expect(await missing.text()).toBe("ERROR 5404: Image not found");
    expect(await (await ask(trial, "v2/direct_upload", { accept }, "POST")).text()).toMatch(/^ERROR 5415: /);
    const nowhere = await (await ask(trial, "v9/x", { accept })).json();
    expect(nowhere.errors.map((error: { code: number }) => error.code)).toEqual([7003, 7000]);
  }
  const wanted = await ask(trial, "v1/nosuch", { accept: "application/json" });
  expect((await wanted.json()).errors).toEqual([{ code: 5404, message: "Image not found" }]);
  const never = await with_({ plainErrors: "never" });
  expect((await (await ask(never, "v1/nosuch", { accept: "*/*" })).json()).errors[0].code).toBe(5404);
});

test("keys: the other readings of cap, last key and a name that exists", async () => {
  const other = await with_({ keyCap: 4, lastKey: "recreate", existingKey: "keep" });
  const names = (answer: { result: { keys: { name: string }[] } }) =>
    answer.result.keys.map(({ name }) => name);
  const before = await other.key();
  await other.api("PUT", "v1/keys/default");
  expect(await other.key()).toBe(before);
  for (const name of ["b", "c", "d"]) await other.api("PUT", `v1/keys/${name}`);
  expect((await other.api("PUT", "v1/keys/e")).errors[0]?.code).toBe(5453);
  for (const name of ["b", "c", "d"]) await other.api("DELETE", `v1/keys/${name}`);
  expect(names(await other.api("DELETE", "v1/keys/default"))).toEqual(["default"]);
  expect(await other.key()).not.toBe(before);
  // The strict ones: PUT rotates, the last key stays.
  const old = await trial.key();
  await trial.api("PUT", "v1/keys/default");
  expect(await trial.key()).not.toBe(old);
});

test("small pages, a full account, and clients that are turned away", async () => {
  const other = await with_({ leastPerPage: 1, storageAllowed: 2, refusedAgents: "^Bad" });
  const [first] = [(await put(other)).result, await put(other)];
  expect((await other.api("GET", "v2?per_page=1")).result.images).toHaveLength(1);
  const { uploadURL } = (await other.api("POST", "v1/direct_upload", {})).result;
  expect((await put(other)).errors[0]?.code).toBe(5453);
  const full = await fetch(uploadURL, { method: "POST", body: imageForm(await picture()) });
  expect([full.status, (await full.text()).slice(0, 10)]).toEqual([403, "ERROR 5453"]);
  await other.api("DELETE", `v1/${first.id}`);
  expect((await fetch(uploadURL, { method: "POST", body: imageForm(await picture()) })).status).toBe(200);

  const { id } = (await put(trial)).result;
  const agent = async (on: Trial, name: string) =>
    (await fetch(`${on.url}/${on.accountHash}/${id}/public`, { headers: { "user-agent": name } })).status;
  for (
    let round = 0;
    round < 2;
    round++ // made anew, then from memory
  )
    expect([await agent(trial, "Mozilla/5.0"), await agent(trial, "Python-urllib/3.12")]).toEqual([200, 403]);
  expect(await agent(other, "Bad/1")).toBe(403);
});

test("an image whose creator is the empty text has none", async () => {
  const { id } = (await put(trial, { creator: "" })).result;
  await put(trial, { creator: "ann" });
  const ids = async (query: string) =>
    (await trial.api("GET", `v2?${query}`)).result.images.map((image: { id: string }) => image.id);
  expect(await ids("creator=")).toContain(id);
  expect(await ids("creator=ann")).toHaveLength(1);
  expect((await trial.api("PATCH", `v1/${id}`, { creator: "ann" })).result.creator).toBe("ann");
  expect(await ids("creator=ann")).toHaveLength(2);
});

test("delayed visibility: a deleted custom id is still taken, a new key is not listed", async () => {
  await put(trial, { id: "again.jpg" });
  trial.faults.set({ hiddenSeconds: 5 });
  await trial.api("DELETE", "v1/again.jpg");
  expect((await put(trial, { id: "again.jpg" })).errors[0]?.code).toBe(5409);
  await trial.api("DELETE", "v1/keys/second");
  expect((await trial.api("PUT", "v1/keys/late")).result.keys).toHaveLength(2);
  const listed = async () => (await trial.api("GET", "v1/keys")).result.keys.length;
  expect(await listed()).toBe(1);
  now = new Date(now.getTime() + 5000);
  expect([await listed(), (await put(trial, { id: "again.jpg" })).status]).toEqual([2, 200]);
  trial.faults.clear();
});

test("batch: two hundred calls a second for one token, and none of the API's own limit", async () => {
  const few = await with_({ batchCallsPerSecond: 5 });
  const token = async () => (await few.api("GET", "v1/batch_token")).result.token as string;
  const [one, two] = [await token(), await token()];
  const call = async (bearer: string) =>
    (await fetch(`${few.url}/images/v2`, { headers: { authorization: `Bearer ${bearer}` } })).status;
  few.faults.set({ callLimit: 1 });
  const answers = await Promise.all(Array.from({ length: 60 }, () => call(one)));
  expect([...new Set(answers)].sort()).toEqual([200, 429]);
  expect(await call(two)).toBe(200);
  await expect.poll(() => call(one)).toBe(200); // though the clock of this account stands still
  let at = 5000;
  const pace = createPace(strictRules.batchCallsPerSecond, () => at);
  const calls = (count: number) => Array.from({ length: count }, () => pace("a")).filter(Boolean).length;
  expect([calls(201), pace("b")]).toEqual([200, true]);
  at += 1000;
  expect(calls(1)).toBe(1);
});

test("switches on the command line: known names and values only", () => {
  expect(rulesFrom(["keyCap=4", "lastKey=recreate", "refusedAgents="])).toEqual({
    ...{ keyCap: 4, lastKey: "recreate", refusedAgents: "" },
  });
  for (const pair of [
    "nosuch=1",
    "clients=1",
    "keyCap=x",
    "keyCap=-1",
    "lastKey=maybe",
    "keyCap",
    "__proto__=1",
  ])
    expect(() => rulesFrom([pair])).toThrow(/rule/i);
  expect(strictRules.lastKey).toBe("refuse");
});
