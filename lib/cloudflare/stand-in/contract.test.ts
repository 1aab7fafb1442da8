import { afterAll, beforeAll, expect, test } from "vitest";
import { observeMore } from "./contract-rest.ts";
import { keysOf, plainCode, type Side, sideOf, verdict } from "./contract-sides.ts";
import { imageForm, picture, sign, type Trial, withStandIn } from "./testing.ts";

// One list of observations, made here and, when an account is given, at Cloudflare too; differences are printed.
//   CONTRACT_ACCOUNT_ID, CONTRACT_ACCOUNT_HASH, CONTRACT_TOKEN: a throwaway account (images, variants and keys are made
//   and deleted, settings are changed and set back); CONTRACT_EMAIL and CONTRACT_KEY: its older credentials, if any.
/** Everything seen on one side, by name. What differs between two accounts by nature (ids, times) is left out. */
async function observe(side: Side): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  const bytes = await picture(200, 100);
  const made: string[] = [];
  const open = await side.api("POST", "v2/direct_upload", new FormData());
  const id = String(open.result.id);
  made.push(id);
  try {
    seen["direct upload result"] = keysOf(open.result);
    const draft = await side.api("GET", `v1/${id}`);
    seen["a draft"] = `${draft.result.draft} ${draft.result.filename}`;
    seen["v2 direct upload in JSON"] = verdict(await side.api("POST", "v2/direct_upload", {}));
    const late = new FormData();
    late.set("expiry", new Date(Date.now() + 7 * 3_600_000).toISOString());
    seen["expiry in seven hours"] = verdict(await side.api("POST", "v2/direct_upload", late));
    const url = String(open.result.uploadURL);
    const post = (body: Buffer, type: string) =>
      side.plain(url, { method: "POST", body: imageForm(body, {}, "a.jpg", type) });
    seen["text as a picture"] = await plainCode(await post(Buffer.from("hello"), "text/plain"));
    seen["first upload"] = String((await post(bytes, "image/jpeg")).status);
    seen["second upload"] = await plainCode(await post(bytes, "image/jpeg"));
    const image = await side.api("GET", `v1/${id}`);
    seen["an image"] = keysOf(image.result);
    seen["a missing image"] = verdict(await side.api("GET", "v1/2cdc28f0-017a-49c4-9ed7-87056c839010"));
    const path = `/${side.hash}/${id}/public`;
    seen["public, unsigned"] = await plainCode(await side.plain(side.delivery(path)));
    seen["unknown variant"] = await plainCode(await side.plain(side.delivery(`/${side.hash}/${id}/nosuch`)));
    seen["flexible variant"] = await plainCode(await side.plain(side.delivery(`/${side.hash}/${id}/w=20`)));
    const patched = await side.api("PATCH", `v1/${id}`, { requireSignedURLs: true });
    seen["made private"] = `${verdict(patched)} same id ${patched.result.id === id}`;
    seen["private, unsigned"] = await plainCode(await side.plain(side.delivery(path)));
    const { keys } = (await side.api("GET", "v1/keys")).result as { keys: { name: string; value: string }[] };
    const signed = sign(path, keys[0]?.value ?? "", Math.floor(Date.now() / 1000) + 300);
    seen["private, signed"] = await plainCode(await side.plain(side.delivery(signed)));
    const wrong = signed.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    seen["private, wrong signature"] = await plainCode(await side.plain(side.delivery(wrong)));
    const ended = sign(path, keys[0]?.value ?? "", Math.floor(Date.now() / 1000) - 300);
    const extra = await side.plain(side.delivery(`${signed}&v=1`));
    seen["private, signed, with a parameter more"] = await plainCode(extra);
    const again = await side.plain(side.delivery(signed));
    const etag = again.headers.get("etag") ?? "";
    seen["headers of a picture"] = [
      "cache-control",
      "vary",
      "x-content-type-options",
      "content-security-policy",
    ]
      .map((name) => `${name}: ${again.headers.get(name)}`)
      .join("; ")
      .replace(/max-age=\d+/, "max-age=…");
    const conditional = { headers: { "if-none-match": etag } };
    seen["a copy that is still right"] = String(
      (await side.plain(side.delivery(signed), conditional)).status,
    );
    seen["a HEAD"] = String((await side.plain(side.delivery(signed), { method: "HEAD" })).status);
    const ranged = { headers: { range: "bytes=0-9" } };
    seen["a range"] = String((await side.plain(side.delivery(signed), ranged)).status);
    seen["private, expired"] = await plainCode(await side.plain(side.delivery(ended)));
    const withCustom = new FormData();
    withCustom.set("id", `contract/${id}`);
    withCustom.set("requireSignedURLs", "true");
    seen["private custom id"] = verdict(await side.api("POST", "v2/direct_upload", withCustom));
    const long = { metadata: { a: "x".repeat(2000) } };
    seen["long metadata"] = verdict(await side.api("PATCH", `v1/${id}`, long));
    seen["the stats"] = keysOf((await side.api("GET", "v1/stats")).result);
    seen["v2 list"] = keysOf((await side.api("GET", "v2?per_page=10")).result);
    seen["odd metadata filter"] = verdict(await side.api("GET", "v2?meta.a%5Blike%5D=x"));
    seen["odd variant name"] = verdict(await side.api("GET", "v1/variants/no-hyphen"));
    seen["missing variant"] = verdict(await side.api("GET", "v1/variants/nosuchvariant"));
    seen["missing key"] = verdict(await side.api("DELETE", "v1/keys/nosuchkey"));
    seen["deleting public"] = verdict(await side.api("DELETE", "v1/variants/public"));
    seen["public, flat"] = keysOf((await side.api("GET", "v1/variants/public/flat")).result);
    const once = await side.api("POST", "v1/direct_upload", { requireSignedURLs: "true" });
    seen["v1 direct upload"] = `${verdict(once)} ${keysOf(once.result)}`;
    if (once.result.id) made.push(String(once.result.id));
    const config = await side.api("GET", "v1/config");
    seen["the configuration"] = `${verdict(config)} ${keysOf(config.result)}`;
    seen["a batch token"] = keysOf((await side.api("GET", "v1/batch_token")).result);
    seen["metadata by range"] = verdict(await side.api("GET", "v2?per_page=10&meta.a%5Bgte:number%5D=1"));
    seen["a small page"] = verdict(await side.api("GET", "v2?per_page=1"));
    seen["a missing image, any form"] = await side.form("v1/2cdc28f0-017a-49c4-9ed7-87056c839010");
    seen["a missing variant, any form"] = await side.form("v1/variants/nosuchvariant");
    seen["unknown route, any form"] = await side.form("v9/nothing/here");
    seen["unknown route"] = verdict(await side.api("GET", "v9/nothing/here"));
  } finally {
    for (const one of made) seen["deleting it"] = verdict(await side.api("DELETE", `v1/${one}`));
  }
  return seen;
}

let trial: Trial;
beforeAll(async () => {
  trial = await withStandIn();
});
afterAll(() => trial.close());

const here = () => {
  const base = `${trial.url}/client/v4/accounts/${trial.accountId}/images`;
  const pair = { "x-auth-email": "a@example.test", "x-auth-key": trial.token };
  const hosts = { base, delivery: trial.url, batch: trial.url, pair };
  return sideOf("stand-in", hosts, trial.token, trial.accountHash);
};
const { CONTRACT_ACCOUNT_ID: account, CONTRACT_ACCOUNT_HASH: hash, CONTRACT_TOKEN: token } = process.env;
const { CONTRACT_EMAIL: email, CONTRACT_KEY: key } = process.env;

test("FI-01: the rest of the contract, as this stand-in keeps it", async () => {
  expect(await observeMore(here())).toMatchInlineSnapshot(`
    {
      "a custom id": "same true, read back 200",
      "a key with a hyphen": "400/5400",
      "a missing blob": "404/5404",
      "a private custom upload": "400/5410",
      "a second key": "200",
      "a third key": "400/5453",
      "a variant": "200",
      "an id like a UUID": "400/5411",
      "an id like a page": "400/5411",
      "an id with an edge slash": "400/5411",
      "batch, bad token": "403",
      "batch, keys": "404",
      "batch, list": "200",
      "by a url of the delivery host": "400/5454",
      "by an inside url": "400/5454",
      "deleting a key": "200",
      "deleting a variant": "200",
      "e-mail and key": "200",
      "file and url": "400/5400",
      "format=json": "200 height original width; file_size format height width",
      "headers of a public picture": "access-control-allow-origin: *; accept-ranges: bytes; content-disposition: inline; etag: cf…:…",
      "metadata replaced": "200 {"b":2}",
      "neither file nor url": "400/5400",
      "settings changed": "200",
      "text in the field file": "415/5455",
      "the blob": "image/jpeg same true",
      "the same custom id": "409/5409",
      "the same variant": "409/5409",
      "the second key again": "200 same value false",
      "upload by file": "200 creator filename id meta requireSignedURLs uploaded variants",
      "v1 list": "images",
      "v1 list, page of one": "400/5400",
      "variant change without options": "400/5400",
      "variant changed": "200 variant",
      "variant of 10,000": "400/5400",
      "variant of 9,999": "200",
      "variant with a hyphen": "400/5400",
      "variant with a width alone": "200",
      "variant with an underscore": "400/5400",
    }
  `);
});

test("FI-01: the contract, as this stand-in keeps it", async () => {
  expect(await observe(here())).toMatchInlineSnapshot(`
    {
      "a HEAD": "200",
      "a batch token": "expiresAt token",
      "a copy that is still right": "304",
      "a draft": "true null",
      "a missing image": "404/5404",
      "a missing image, any form": "404 text/plain",
      "a missing variant, any form": "404 text/plain",
      "a range": "206",
      "a small page": "400/5400",
      "an image": "creator filename id meta requireSignedURLs uploaded variants",
      "deleting it": "200",
      "deleting public": "200",
      "direct upload result": "id uploadURL",
      "expiry in seven hours": "400/5400",
      "first upload": "200",
      "flexible variant": "403 9429",
      "headers of a picture": "cache-control: private, max-age=…; vary: Accept; x-content-type-options: nosniff; content-security-policy: default-src 'none'; style-src 'unsafe-inline'; sandbox",
      "long metadata": "400/5400",
      "made private": "200 same id true",
      "metadata by range": "200",
      "missing key": "404/5404",
      "missing variant": "404/5401",
      "odd metadata filter": "400/5400",
      "odd variant name": "400/5400",
      "private custom id": "400/5410",
      "private, expired": "403 9425",
      "private, signed": "200 image",
      "private, signed, with a parameter more": "403 9425",
      "private, unsigned": "403 9425",
      "private, wrong signature": "403 9425",
      "public, flat": "id neverRequireSignedURLs options",
      "public, unsigned": "200 image",
      "second upload": "409 5409",
      "text as a picture": "415 5455",
      "the configuration": "200 browser_ttl flexible_variants preserve_content_credentials",
      "the stats": "count",
      "unknown route": "404/7003",
      "unknown route, any form": "404 application/json",
      "unknown variant": "403 9425",
      "v1 direct upload": "200 id uploadURL",
      "v2 direct upload in JSON": "415/5415",
      "v2 list": "continuation_token images",
    }
  `);
});

test.skipIf(!account || !hash || !token)(
  "Cloudflare keeps the same contract",
  { timeout: 120_000 },
  async () => {
    const base = `https://api.cloudflare.com/client/v4/accounts/${account}/images`;
    const pair = email && key ? { "x-auth-email": email, "x-auth-key": key } : null;
    const hosts = { delivery: "https://imagedelivery.net", batch: "https://batch.imagedelivery.net" };
    const there = sideOf("Cloudflare", { ...hosts, base, pair }, token ?? "", hash ?? "");
    const ours = { ...(await observe(here())), ...(await observeMore(here())) };
    const theirs = { ...(await observe(there)), ...(await observeMore(there)) };
    if (!pair) ours["e-mail and key"] = String(null);
    for (const name of Object.keys(ours))
      if (ours[name] !== theirs[name]) console.log(`${name}: here ${ours[name]}, Cloudflare ${theirs[name]}`);
    expect(theirs).toEqual(ours);
  },
);
