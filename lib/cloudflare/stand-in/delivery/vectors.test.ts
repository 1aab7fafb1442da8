import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, type Trial, withStandIn } from "../testing.ts";

// An account that is the same on every run, set up through `/__control` as any client could, and links that were signed
// elsewhere, once (key, ids and end are made up; the signatures were computed outside this project's code).
const image = "2cdc28f0-017a-49c4-9ed7-87056c839010";
const at = `/AbCdEfGhIjKlMnOpQrStUv/${image}`;
let trial: Trial;
beforeAll(async () => {
  trial = await withStandIn({ control: true });
});
afterAll(() => trial.close());

const control = async (path: string, body: object) => {
  const headers = { authorization: `Bearer ${trial.token}`, "content-type": "application/json" };
  const to = { method: "POST", headers, body: JSON.stringify(body) };
  return (await fetch(`${trial.url}/__control/${path}`, to)).status;
};
const status = async (target: string) => (await fetch(trial.url + target)).status;

test("SL-02: clock, id and keys are set from outside, and links signed elsewhere are judged right", async () => {
  expect(await control("clock", { now: "2026-11-23T12:00:00Z" })).toBe(200);
  expect(await control("ids", { next: [image] })).toBe(200);
  expect(await control("keys", { name: "default", value: "test-images-signing-key-0001" })).toBe(200);
  const form = imageForm(await picture(), { requireSignedURLs: "true" });
  const made = (await trial.api("POST", "v1", form)).result;
  expect(made).toMatchObject({ id: image, uploaded: "2026-11-23T12:00:00.000Z" });
  const options = { fit: "cover", width: 9, height: 9, metadata: "none" };
  await trial.api("POST", "v1/variants", { id: "avatar", options });

  const a = "?exp=1900000000&sig=ae5dcba11274f001e1a67014411490da3bc32d2d20f329244553333da3c3b7ca";
  const b = "?sig=ad122f422855ee09ce45433cb24d097ebda550a312d6d9284720968e4c34e47d";
  const c = "?exp=1900000000&sig=4fcb5020563923cccc6dc46487fbbbe547bd09c627fd7529f7b312ffdb98bd90";
  const d = "?exp=1900000000&sig=cf44a92f17e1872227c594a456e6d2167c82f1f5dccf96aa9d615a60cc208622";
  const e = "?exp=1900000000&sig=7a63c44d5dcc33a8f88518a2a567bb3a3b70af74095d7eda94670b15d9144046";
  const decoded = "?exp=1900000000&sig=2162101f705d18832da3beeb004bc9425cc261c0dc782d3662f78a0a25c92d71";
  const f = "?exp=1900000000&sig=67dd940596d6f8aa0b5912e550066f0334200b365b657a0f46b9e748d349b70e";
  const own = "/cdn-cgi/imagedelivery"; // an own domain signs the path without it
  const seen = async () => ({
    "A with its end": await status(`${at}/public${a}`),
    "A on an own domain": await status(`${own}${at}/public${a}`),
    "B without an end": await status(`${at}/public${b}`),
    "C another variant": await status(`${at}/avatar${c}`),
    "C at A's variant": await status(`${at}/public${c}`),
    "D the longer path": await status(`${own}${at}/public${d}`),
    "E another key": await status(`${at}/public${e}`),
    "E that key decoded": await status(`${at}/public${decoded}`),
    "F a wrong recipe": await status(`${at}/public${f}`),
  });
  const refused = { "C at A's variant": 403, "D the longer path": 403, "F a wrong recipe": 403 };
  const good = {
    "A with its end": 200,
    "A on an own domain": 200,
    "B without an end": 200,
    "C another variant": 200,
  };
  expect(await seen()).toEqual({ ...good, ...refused, "E another key": 403, "E that key decoded": 403 });
  await control("keys", { name: "second", value: "Oix0bbNaT8Rge9PuyxUBrjI6zrgnsyJ5=" });
  expect(await seen()).toEqual({ ...good, ...refused, "E another key": 200, "E that key decoded": 403 });
  await control("clock", { now: "2030-03-17T17:46:40Z" }); // the end itself
  expect([await status(`${at}/public${a}`), await status(`${at}/public${b}`)]).toEqual([403, 200]);
});

test("ids and keys that cannot be are refused, and asked-for ids are used once", async () => {
  const bad = [
    await control("ids", { next: ["x"] }),
    await control("ids", { next: "x" }),
    await control("keys", { name: "a-b", value: "x".repeat(32) }),
    await control("keys", { name: "ab", value: "short" }),
  ];
  expect(bad).toEqual([400, 400, 400, 400]);
  await control("ids", { next: [image, "3cdc28f0-017a-49c4-9ed7-87056c839010"] });
  expect((await trial.api("POST", "v1/direct_upload", {})).status).toBe(409); // that one is there
  expect((await trial.api("POST", "v1/direct_upload", {})).result.id).toBe(
    "3cdc28f0-017a-49c4-9ed7-87056c839010",
  );
  expect((await trial.api("POST", "v1/direct_upload", {})).result.id).toMatch(/^[0-9a-f-]{36}$/);
  await control("ids", { next: [image] });
  await control("reset", {});
  expect((await trial.api("POST", "v1/direct_upload", {})).result.id).not.toBe(image);
});
