import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, type Trial, withStandIn } from "./testing.ts";

let trial: Trial;
beforeAll(async () => {
  trial = await withStandIn();
});
afterAll(() => trial.close());

test("the root page says what this is, and no secret", async () => {
  await trial.api("POST", "v1", imageForm(await picture()));
  await trial.api("POST", "v1/direct_upload", {});
  const options = { fit: "cover", width: 9, height: 9, metadata: "none" };
  await trial.api("POST", "v1/variants", { id: "open", options, neverRequireSignedURLs: true });
  const response = await fetch(trial.url);
  const text = await response.text();
  for (const part of [
    trial.accountId,
    trial.accountHash,
    "ends in rite",
    "1 image of 100,000, 1 open draft",
    "open (always public)",
  ])
    expect(text).toContain(part);
  expect(text).not.toContain(trial.token);
  expect(text).not.toContain(await trial.key());
  expect(response.headers.get("content-security-policy")).toMatch("default-src 'none'");
});

test("nothing of the control path exists unless it is switched on", async () => {
  for (const path of ["", "/clock", "/reset", "/faults", "/seed"]) {
    const headers = { authorization: `Bearer ${trial.token}` };
    const response = await fetch(`${trial.url}/__control${path}`, { method: "POST", headers });
    expect([path, response.status]).toEqual([path, 404]);
  }
});

test("it listens on the loopback address only", () => {
  expect(new URL(trial.url).hostname).toBe("127.0.0.1");
});
