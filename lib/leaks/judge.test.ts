import { describe, expect, it } from "vitest";
import { adviseOn } from "@/lib/leaks/advice";
import { type Evidence, judge } from "@/lib/leaks/judge";
import type { Finding } from "@/lib/leaks/schema";

const end = new Date("2030-03-17T17:46:40.000Z");
const finding: Finding = {
  host: "imagedelivery.net",
  prefixed: false,
  accountHash: "AbCdEfGhIjKlMnOpQrStUv",
  imageId: "one",
  variantId: "public",
  exp: "1900000000",
  signature: "ab".repeat(32),
  extra: [],
};
const made = { imageId: "one", variantId: "public", expiresAt: end, keyGoneAt: null };
const by = { key: { name: "default" }, goneAt: null };
const evidence: Evidence = {
  ours: true,
  keysRead: true,
  keysMissing: 0,
  likely: false,
  recognised: { kind: "right", by },
  made,
  imageKnown: true,
  variantKnown: true,
  pagePicture: false,
  gates: 0,
};
const advice = (verdict: ReturnType<typeof judge>["verdict"], answer: "served" | "refused" | "unreachable") =>
  adviseOn({
    verdict,
    answer,
    endsAt: end,
    now: new Date("2026-11-25T00:00:00Z"),
    imageId: "one",
    imageOpen: false,
    alwaysPublic: false,
    entry: { id: "entry", status: "live", pictureId: null },
  }).map(({ kind }) => kind);

describe("without the keys, what the ledger made", () => {
  const away = { ...evidence, keysRead: false, recognised: null };

  it("is not said to be over, and is treated as alive", () => {
    const judged = judge(finding, away);
    expect(judged).toEqual({
      verdict: "unchecked",
      headline: "Ours by the ledger; whether it still opens could not be checked",
      faults: [],
    });
    expect(advice(judged.verdict, "served")).toEqual(["revoke"]);
    expect(advice(judged.verdict, "unreachable")).toEqual(["check", "revoke"]);
    expect(advice(judged.verdict, "refused")).toEqual(["nothing"]);
  });

  it("is over where the ledger itself knows that its key went", () =>
    expect(judge(finding, { ...away, made: { ...made, keyGoneAt: end } }).verdict).toBe("retired"));

  it("and is over where the keys were read and none made it", () =>
    expect(judge(finding, { ...away, keysRead: true }).verdict).toBe("retired"));
});

describe("that no key made it is said", () => {
  const unknown: Evidence = { ...evidence, made: null, recognised: null };
  it.each<[string, Partial<Finding>, Partial<Evidence>]>([
    ["forged", {}, {}],
    ["unchecked", {}, { keysMissing: 2 }],
    ["cut", { signature: "ab".repeat(10) }, {}],
    ["cut", { signature: "ab".repeat(22) }, { likely: true }],
    ["cut", { signature: null }, { likely: true }],
    ["unsigned", { signature: null, exp: null }, {}],
    ["altered", {}, { likely: true }],
  ])("as %s for %j with %j", (verdict, one, known) =>
    expect(judge({ ...finding, ...one }, { ...unknown, ...known }).verdict).toBe(verdict),
  );

  it("with the number of keys that are not kept", () =>
    expect(judge(finding, { ...unknown, keysMissing: 2 }).headline).toMatch(/2 deleted keys are not kept/));
});

describe("what was hung on behind a signature", () => {
  const tracked = { ...finding, extra: ["utm_source", "fbclid"] };
  const endless: Evidence = { ...evidence, recognised: { kind: "endless", by } };
  it.each<[string, Finding, Evidence]>([
    ["genuine", tracked, evidence],
    ["genuine", tracked, { ...evidence, made: null }],
    ["endless", { ...tracked, exp: null }, { ...endless, made: null }],
    ["page", tracked, { ...evidence, made: null, pagePicture: true }],
    ["brief", tracked, { ...evidence, gates: 1 }],
    ["retired", tracked, { ...evidence, recognised: { kind: "right", by: { ...by, goneAt: end } } }],
    ["unchecked", tracked, { ...evidence, keysRead: false, recognised: null }],
    ["altered", tracked, { ...evidence, ours: false }],
    ["altered", { ...tracked, variantId: "other" }, { ...evidence, recognised: null }],
    ["forged", tracked, { ...evidence, made: null, recognised: null }],
    // Its end is as of a picture on a screen; that makes no signature genuine.
    ["forged", tracked, { ...evidence, made: null, recognised: null, pagePicture: true }],
  ])("leaves it %s, and is told", (verdict, one, known) => {
    const judged = judge(one, known);
    expect(judged.verdict).toBe(verdict);
    expect(judge({ ...one, extra: [] }, known).verdict).toBe(verdict);
    expect(judged.faults.find(({ part }) => part === "address")?.sentence).toMatch(/utm_source, fbclid/);
  });
});
