import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, type Trial, withStandIn } from "../testing.ts";

let now = new Date("2026-11-23T12:00:00Z");
let trial: Trial;
beforeAll(async () => {
  trial = await withStandIn({ now: () => now });
});
afterAll(() => trial.close());

const call = async (
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: FormData | string,
) => {
  const response = await fetch(trial.url + path, { method, headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const base = () => `/client/v4/accounts/${trial.accountId}/images`;
const codeOf = ({ status, body }: { status: number; body: { errors: { code: number }[] } }) => [
  status,
  body.errors[0]?.code,
];

const writes = [
  ["POST", "/v1"],
  ["PATCH", "/v1/x"],
  ["DELETE", "/v1/x"],
  ["POST", "/v1/direct_upload"],
  ["POST", "/v2/direct_upload"],
  ["PUT", "/v1/keys/x"],
  ["DELETE", "/v1/keys/x"],
  ["POST", "/v1/variants"],
  ["PATCH", "/v1/variants/public"],
  ["DELETE", "/v1/variants/public"],
  ["PATCH", "/v1/config"],
  ["GET", "/v1/batch_token"],
] as const;
const reads = [
  "/v1",
  "/v2",
  "/v1/stats",
  "/v1/keys",
  "/v1/variants",
  "/v1/variants/public",
  "/v1/variants/public/flat",
  "/v1/config",
];

test("every write refuses a read-only token, and nothing happens", async () => {
  for (const [method, path] of writes)
    expect([path, ...codeOf(await call(method, base() + path, bearer("test-token-read-only")))]).toEqual([
      path,
      403,
      10_000,
    ]);
  expect((await trial.api("GET", "v1/keys")).result.keys).toHaveLength(1);
});

test("every read takes the token, the read-only token and the pair of e-mail and key", async () => {
  const pair = { "x-auth-email": "user@example.com", "x-auth-key": trial.token };
  for (const path of reads)
    for (const headers of [bearer(trial.token), bearer("test-token-read-only"), pair])
      expect([path, (await call("GET", base() + path, headers as Record<string, string>)).status]).toEqual([
        path,
        200,
      ]);
});

test("everything refuses no, wrong and half credentials, and another account", async () => {
  for (const headers of [
    {},
    bearer("wrong"),
    bearer(`${trial.token} `),
    { "x-auth-key": trial.token },
    { authorization: `Basic ${trial.token}` },
  ])
    for (const path of ["/v1/stats", "/v1/nosuch/route/here"]) {
      const answer = await call("GET", base() + path, headers as Record<string, string>);
      if (headers && "authorization" in headers && headers.authorization === `Bearer ${trial.token} `)
        continue; // trimmed by HTTP itself
      expect(codeOf(answer)).toEqual([403, 10_000]);
    }
  const elsewhere = `/client/v4/accounts/${"f".repeat(32)}/images/v1/stats`;
  expect(codeOf(await call("GET", elsewhere, bearer(trial.token)))).toEqual([403, 10_000]);
});

test("unknown routes and methods, and no CORS on the API", async () => {
  const headers = bearer(trial.token);
  for (const path of ["/v3", "/v1/x/y/z", "/v1/keys/a/b", "/v1/", "/", "/v1/%zz", "/v1/%00"])
    expect([path, ...codeOf(await call("GET", base() + path, headers))]).toEqual([path, 404, 7003]);
  expect(codeOf(await call("GET", "/client/v4/accounts/nothex/images/v1", headers))).toEqual([404, 7003]);
  expect((await call("PUT", `${base()}/v1/stats`, headers)).status).toBe(405);
  const { headers: answered } = await call("OPTIONS", `${base()}/v1/stats`, headers);
  expect(answered.get("access-control-allow-origin")).toBeNull();
});

test("batch: a token of its own, its paths, CORS, an end", async () => {
  const { result } = await trial.api("GET", "v1/batch_token");
  expect(result.expiresAt).toBe("2026-11-23T13:00:00.000000000Z");
  const headers = bearer(result.token);
  const made = await call("POST", "/images/v1", headers, imageForm(await picture()));
  expect([made.status, made.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  const { id } = made.body.result;
  expect((await call("GET", `/images/v1/${id}`, headers)).body.result.id).toBe(id);
  const json = { ...headers, "content-type": "application/json" };
  expect((await call("PATCH", `/images/v1/${id}`, json, '{"metadata":{"a":1}}')).body.result.meta).toEqual({
    a: 1,
  });
  expect((await call("GET", "/images/v2", headers)).body.result.images).toHaveLength(1);
  expect(
    (await call("POST", "/images/v2/direct_upload", headers, new FormData())).body.result,
  ).toHaveProperty("uploadURL");
  for (const path of ["keys", "stats", "config", "variants", "batch_token", `${id}/blob`, "variants/public"])
    expect([path, ...codeOf(await call("GET", `/images/v1/${path}`, headers))]).toEqual([path, 404, 7003]);
  const preflight = await call("OPTIONS", "/images/v1");
  expect(preflight.headers.get("access-control-allow-headers")).toMatch("authorization");
  expect((await call("DELETE", `/images/v1/${id}`, headers)).status).toBe(200);
  // SL-14: no token is good for another purpose.
  expect(codeOf(await call("GET", "/images/v2", bearer(trial.token)))).toEqual([403, 10_000]);
  expect(codeOf(await call("GET", `${base()}/v2`, headers))).toEqual([403, 10_000]);
  now = new Date("2026-11-23T13:00:00Z");
  expect(codeOf(await call("GET", "/images/v2", headers))).toEqual([403, 10_000]);
});
