import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { imageForm, picture, type Trial, withStandIn } from "../testing.ts";
import type { FaultInput } from "./plan.ts";

let now = new Date("2026-11-23T12:00:00Z");
let trial: Trial;
beforeAll(async () => {
  trial = await withStandIn({ now: () => now, control: true });
});
afterEach(() => trial.faults.clear());
afterAll(() => trial.close());

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const bearer = () => ({ authorization: `Bearer ${trial.token}`, accept: "application/json" });
const raw = (method: string, path: string) =>
  fetch(`${trial.url}/client/v4/accounts/${trial.accountId}/images/${path}`, { method, headers: bearer() });
const control = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${trial.url}/__control${path}`, {
    method,
    headers: { ...bearer(), "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, ...(await response.json()) };
};
const upload = async (fields = {}) =>
  (await trial.api("POST", "v1", imageForm(await picture(), fields))).result;

test("nothing goes wrong unless asked for, and the control path needs the token", async () => {
  expect((await raw("GET", "v1/stats")).status).toBe(200);
  const stranger = await fetch(`${trial.url}/__control/faults`, { method: "POST", body: "{}" });
  expect(stranger.status).toBe(403);
  expect((await control("POST", "/faults", { kind: "reset", path: "(" })).status).toBe(400);
  expect((await control("POST", "/faults", { kind: "nosuch" })).status).toBe(400);
});

test("429 with its headers, then the five-minute lock, then calm", async () => {
  await control("POST", "/faults", { kind: "rate-limit", lock: true, path: "/keys$" });
  const first = await raw("GET", "v1/keys");
  expect(first.status).toBe(429);
  expect(first.headers.get("retry-after")).toBe("300");
  expect(first.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(first.headers.get("x-ratelimit-reset")).toBe(new Date(now.getTime() + 300_000).toUTCString());
  expect((await first.json()).errors[0].code).toBe(10_100);
  later(299);
  const locked = await raw("GET", "v1/stats");
  expect([locked.status, locked.headers.get("retry-after")]).toEqual([429, "1"]);
  later(1);
  expect((await raw("GET", "v1/stats")).status).toBe(200);
});

test("a real limit on calls locks for five minutes and spares delivery", async () => {
  const { id } = await upload();
  trial.faults.set({ callLimit: 3 });
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push((await raw("GET", "v1/stats")).status);
  expect(answers).toEqual([200, 200, 200, 429, 429]);
  expect((await fetch(`${trial.url}/${trial.accountHash}/${id}/public`)).status).toBe(200);
  later(300);
  expect((await raw("GET", "v1/stats")).status).toBe(200);
});

test("matching by host, method and path; skips and counts", async () => {
  trial.faults.add({
    kind: "error",
    status: 503,
    code: 5503,
    host: "api",
    method: "GET",
    path: "/stats$",
    skip: 1,
    times: 2,
  });
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push((await raw("GET", "v1/stats")).status);
  expect(answers).toEqual([200, 503, 503, 200, 200]);
  expect((await raw("GET", "v1/keys")).status).toBe(200);
  expect((await control("GET", "")).faults).toMatchObject([{ kind: "error", matched: 5, struck: 2 }]);
  await control("DELETE", "/faults");
  expect((await control("GET", "")).faults).toEqual([]);
});

test("answers of every shape", async () => {
  const ask = async (fault: FaultInput) => {
    trial.faults.add(fault);
    const response = await raw("GET", "v1/stats");
    return [response.status, response.headers.get("content-type"), await response.text()];
  };
  expect(await ask({ kind: "error", status: 500, code: 5500, text: true })).toEqual([
    ...[500, "text/plain; charset=utf-8", "ERROR 5500: Internal error"],
  ]);
  const headers = { "content-type": "text/html" };
  expect(await ask({ kind: "answer", status: 200, headers, body: "<h1>hi" })).toEqual([
    ...[200, "text/html", "<h1>hi"],
  ]);
  const [status, , text] = await ask({ kind: "padded", bytes: 100_000 });
  expect([status, String(text).length > 100_000]).toEqual([200, true]);
  expect((await ask({ kind: "slow", milliseconds: 20 }))[0]).toBe(200);
  expect((await ask({ kind: "slow-body", milliseconds: 20 }))[2]).toContain('"success":true');
  trial.faults.add({ kind: "plain-text" });
  const missing = await raw("GET", "v1/nosuch");
  expect([missing.status, await missing.text()]).toEqual([404, "ERROR 5404: Image not found"]);
});

test("reset: no effect; lost and cut: effect without an answer", async () => {
  const names = async () =>
    (await trial.api("GET", "v1/keys")).result.keys.map((key: { name: string }) => key.name);
  trial.faults.add({ kind: "reset", method: "PUT" });
  await expect(raw("PUT", "v1/keys/one")).rejects.toThrow();
  expect(await names()).toEqual(["default"]);
  for (const kind of ["lost", "cut"] as const) {
    trial.faults.add({ kind, method: "PUT" });
    await expect(raw("PUT", "v1/keys/one").then((response) => response.text())).rejects.toThrow();
    expect(await names()).toEqual(["default", "one"]);
    await raw("DELETE", "v1/keys/one");
  }
});

test("a slow draft and delayed visibility end by themselves", async () => {
  trial.faults.set({ slowDraftSeconds: 30, hiddenSeconds: 5 });
  const { id, uploadURL } = (await trial.api("POST", "v1/direct_upload", {})).result;
  await fetch(uploadURL, { method: "POST", body: imageForm(await picture()) });
  const listed = async () =>
    (await trial.api("GET", "v2")).result.images.some((image: { id: string }) => image.id === id);
  const served = async () => (await fetch(`${trial.url}/${trial.accountHash}/${id}/public`)).status;
  expect((await trial.api("GET", `v1/${id}`)).status).toBe(404);
  later(5);
  expect((await trial.api("GET", `v1/${id}`)).result).toMatchObject({ draft: true, filename: null });
  expect([await listed(), await served()]).toEqual([false, 404]);
  later(25);
  expect((await trial.api("GET", `v1/${id}`)).result).not.toHaveProperty("draft");
  expect([await listed(), await served()]).toEqual([true, 200]);

  const options = { fit: "cover", width: 10, height: 10, metadata: "none" };
  await trial.api("POST", "v1/variants", { id: "late", options });
  expect((await trial.api("GET", "v1/variants/late")).errors[0]?.code).toBe(5401);
  later(5);
  expect((await trial.api("GET", "v1/variants/late")).status).toBe(200);
});

test("an account without Images", async () => {
  trial.faults.set({ planOff: true });
  for (const [method, path] of [
    ["GET", "v1"],
    ["GET", "v1/stats"],
    ["GET", "v1/keys"],
    ["PUT", "v1/keys/a"],
  ] as const) {
    const response = await raw(method, path);
    expect([path, response.status, (await response.json()).errors[0].code]).toEqual([path, 403, 5403]);
  }
  const missing = await raw("DELETE", "v1/keys/nosuch");
  expect([missing.status, (await missing.json()).errors[0].code]).toEqual([404, 5404]);
  expect((await raw("GET", "v2")).status).toBe(200);
  expect((await trial.api("POST", "v2/direct_upload", new FormData())).status).toBe(200);
});

test("calls counted before everything was cleared count no more", async () => {
  for (let round = 0; round < 3; round++) {
    trial.faults.set({ callLimit: 3 });
    for (let call = 0; call < 3; call++) expect((await raw("GET", "v1/stats")).status).toBe(200);
    await control("DELETE", "/faults");
  }
});
