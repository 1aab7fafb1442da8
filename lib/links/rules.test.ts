import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endBounds, endProblem, freeEnd, type LinkFacts, linkStatus } from "@/lib/links/rules";

const now = new Date("2026-11-23T12:00:00.500Z");
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const live: LinkFacts = {
  endsAt: at(86_400),
  revokedAt: null,
  keyGoneAt: null,
  keyName: "default",
  image: { open: false, deleting: false },
  variantId: "hero",
  variant: "ordinary",
};

describe("a link is", () => {
  it.each([
    ["live", {}],
    ["ending", { endsAt: at(7200) }],
    ["live", { endsAt: at(7201) }],
    ["ended", { endsAt: at(0) }],
    ["ending", { endsAt: at(1) }],
    ["revoked", { revokedAt: at(-1), endsAt: at(-5) }],
    ["dead", { keyGoneAt: at(-1) }],
    ["dead", { image: null }],
    ["dead", { variant: "gone" }],
    ["dead", { keyGoneAt: at(-1), image: { open: true, deleting: false } }],
    ["moot", { image: { open: true, deleting: false } }],
    ["moot", { variant: "always-public" }],
    ["ended", { image: null, endsAt: at(-1) }],
  ] as [string, Partial<LinkFacts>][])("%s with %j", (status, facts) =>
    expect(linkStatus({ ...live, ...facts }, now).status).toBe(status),
  );

  it("explained when it is not simply live", () => {
    expect(linkStatus({ ...live, keyGoneAt: now }, now).reason).toBe("Its signing key default was deleted.");
    expect(linkStatus({ ...live, image: { open: false, deleting: true } }, now)).toEqual({
      status: "live",
      reason: "Its image is being deleted.",
    });
    expect(linkStatus(live, now).reason).toBeNull();
  });
});

describe("an end", () => {
  it.each([
    ["admin", at(240), /at least 5 minutes/],
    ["admin", at(300), null],
    ["admin", at(285), null],
    ["editor", at(30 * 86_400), null],
    ["editor", at(30 * 86_400 + 120), /within 30 days/],
    ["admin", at(90 * 86_400), null],
    ["owner", at(91 * 86_400), /within 90 days/],
    ["admin", new Date(Number.NaN), /Choose when/],
  ] as const)("for %s at %s", (role, end, problem) => {
    if (problem) expect(endProblem(end, role, now)).toMatch(problem);
    else expect(endProblem(end, role, now)).toBeNull();
  });

  it("is a whole second that nobody else has, within what the role may", () => {
    const bounds = endBounds("editor", now);
    const offset = fc.integer({ min: -400, max: 31 * 86_400 });
    fc.assert(
      fc.property(offset, fc.array(fc.integer({ min: -20, max: 20 })), (wish, near) => {
        const taken = new Set(near.map((step) => Math.floor(at(wish).getTime() / 1000 + step) * 1000));
        const end = freeEnd(at(wish), bounds, taken);
        expect(end).not.toBeNull();
        if (!end) return;
        expect(end.getTime() % 1000).toBe(0);
        expect(taken.has(end.getTime())).toBe(false);
        expect(end >= bounds.earliest && end <= bounds.latest).toBe(true);
      }),
    );
  });

  it("gives up when all around it are taken", () => {
    const bounds = { earliest: new Date(1_000_000), latest: new Date(1_002_000) };
    expect(freeEnd(bounds.earliest, bounds, new Set([1_000_000, 1_001_000, 1_002_000]))).toBeNull();
  });
});
