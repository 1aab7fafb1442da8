import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, sign, type Trial, withStandIn } from "../testing.ts";

// Section 3.2 of the fact reference, measured over HTTP: every image × variant × signature.
let now = new Date("2026-11-23T12:00:00Z");
let trial: Trial;
let key = "";
const ids: Record<string, string> = {};
const soon = () => Math.floor(now.getTime() / 1000) + 600;

beforeAll(async () => {
  trial = await withStandIn({ now: () => now });
  key = await trial.key();
  const variant = (id: string, never: boolean) =>
    trial.api("POST", "v1/variants", {
      id,
      options: { fit: "scale-down", width: 40, height: 40, metadata: "none" },
      neverRequireSignedURLs: never,
    });
  await variant("thumb", false);
  await variant("open", true);
  for (const flag of ["true", "false"])
    ids[flag] = (
      await trial.api("POST", "v1", imageForm(await picture(), { requireSignedURLs: flag }))
    ).result.id;
});
afterAll(() => trial.close());

const get = (path: string) => fetch(trial.url + path);
const pathOf = (image: string, variant: string) => `/${trial.accountHash}/${ids[image]}/${variant}`;

test.each([
  ["true", "thumb", "none", 403, 9425],
  ["true", "thumb", "valid", 200, 0],
  ["true", "thumb", "endless", 200, 0],
  ["true", "thumb", "expired", 403, 9425],
  ["true", "thumb", "wrong", 403, 9425],
  ["true", "thumb", "foreign", 403, 9425],
  ["true", "open", "none", 200, 0],
  ["true", "open", "valid", 200, 0],
  ["true", "open", "wrong", 403, 9425],
  ["true", "nosuch", "none", 403, 9425],
  ["true", "nosuch", "valid", 403, 9425],
  ["true", "w=40", "none", 403, 9425],
  ["true", "w=40", "valid", 403, 9425],
  ["false", "thumb", "none", 200, 0],
  ["false", "thumb", "valid", 200, 0],
  ["false", "thumb", "wrong", 403, 9425],
  ["false", "open", "none", 200, 0],
  ["false", "nosuch", "none", 403, 9425],
  ["false", "w=40", "none", 403, 9429],
])("SL-09: private=%s %s with %s signature: %d", async (image, variant, how, status, code) => {
  const path = pathOf(image, variant);
  const paths: Record<string, string> = {
    none: path,
    valid: sign(path, key, soon()),
    endless: sign(path, key),
    expired: sign(path, key, soon() - 600),
    wrong: sign(path, "not the key", soon()),
    foreign: `${path}?${sign(pathOf(image, "public"), key, soon()).split("?")[1]}`,
  };
  for (const alias of ["", "/cdn-cgi/imagedelivery"]) {
    const response = await get(alias + paths[how]);
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    if (status === 200) expect(response.headers.get("content-type")).toBe("image/jpeg");
    else expect(await response.text()).toMatch(`ERROR ${code}: `);
  }
});

test("a signature over the custom-domain path is refused on both hosts", async () => {
  const long = `/cdn-cgi/imagedelivery${pathOf("true", "thumb")}`;
  const query = sign(long, key, soon()).split("?")[1];
  expect((await get(`${long}?${query}`)).status).toBe(403);
  expect((await get(`${pathOf("true", "thumb")}?${query}`)).status).toBe(403);
});

test("unknown image 404, wrong account 403, and no existence oracle before the signature", async () => {
  const unknown = `/${trial.accountHash}/2cdc28f0-017a-49c4-9ed7-87056c839010/thumb`;
  expect((await get(unknown)).status).toBe(404);
  expect((await get(sign(unknown, "not the key", soon()))).status).toBe(403);
  expect(await (await get(`/Other${pathOf("true", "thumb").slice(6)}`)).text()).toMatch("ERROR 9427");
});

test("the bytes of a cached copy never outlive the link", async () => {
  const end = soon();
  const link = sign(pathOf("true", "thumb"), key, end);
  const first = await get(link);
  expect(first.headers.get("cache-control")).toBe("private, max-age=600");
  const etag = first.headers.get("etag") ?? "";
  const again = await fetch(trial.url + link, { headers: { "if-none-match": etag } });
  expect(again.status).toBe(304);
  const original = now;
  now = new Date(end * 1000);
  const late = await fetch(trial.url + link, { headers: { "if-none-match": etag } });
  now = original;
  expect(late.status).toBe(403);
});

test("a patch changes access at once, both ways", async () => {
  const { result } = await trial.api("POST", "v1", imageForm(await picture()));
  const path = `/${trial.accountHash}/${result.id}/thumb`;
  expect((await get(path)).status).toBe(200);
  const patched = await trial.api("PATCH", `v1/${result.id}`, { requireSignedURLs: true });
  expect(patched.result).toMatchObject({ id: result.id, requireSignedURLs: true });
  expect((await get(path)).status).toBe(403);
  await trial.api("PATCH", `v1/${result.id}`, { requireSignedURLs: false });
  expect((await get(path)).status).toBe(200);
  await trial.api("DELETE", `v1/${result.id}`);
  expect((await get(path)).status).toBe(404);
});

test("SL-10: rotation: both keys live, then one dies with its links", async () => {
  await trial.api("PUT", "v1/keys/second");
  const path = pathOf("true", "thumb");
  const second = sign(path, await trial.key("second"), soon());
  expect((await get(second)).status).toBe(200);
  expect((await get(sign(path, key, soon()))).status).toBe(200);
  await trial.api("DELETE", "v1/keys/second");
  expect((await get(second)).status).toBe(403);
  expect((await get(sign(path, key, soon()))).status).toBe(200);
});
