import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  endBounds,
  endProblem,
  freeEnd,
  type ItemFacts,
  type LinkFacts,
  linkStatus,
} from "@/lib/links/rules";

const now = new Date("2026-11-23T12:00:00.500Z");
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const none: ItemFacts = {
  total: 0,
  needed: 0,
  openVariant: 0,
  openImage: 0,
  variantGone: 0,
  keyGone: 0,
  imageGone: 0,
  deleting: 0,
};
/** Facts about items that were counted: everything else is none. */
const items = (counts: Partial<ItemFacts>): ItemFacts => {
  const { needed = 0, openVariant = 0, openImage = 0, variantGone = 0, keyGone = 0, imageGone = 0 } = counts;
  const total = needed + openVariant + openImage + variantGone + keyGone + imageGone;
  return { ...none, total, ...counts };
};
const live: LinkFacts = {
  startsAt: null,
  endsAt: at(86_400),
  revokedAt: null,
  revokeReason: "",
  pausedAt: null,
  usedUpAt: null,
  items: items({ needed: 1 }),
};

describe("a link is", () => {
  it.each([
    ["live", {}],
    ["ending", { endsAt: at(7200) }],
    ["live", { endsAt: at(7201) }],
    ["ended", { endsAt: at(0) }],
    ["ending", { endsAt: at(1) }],
    ["revoked", { revokedAt: at(-1), endsAt: at(-5) }],
    ["dead", { items: items({ keyGone: 1 }) }],
    ["dead", { items: items({ imageGone: 1 }) }],
    ["dead", { items: items({ variantGone: 2, keyGone: 1 }) }],
    ["dead", { items: none }],
    ["moot", { items: items({ openImage: 1 }) }],
    ["moot", { items: items({ openVariant: 1, imageGone: 3 }) }],
    ["live", { items: items({ openVariant: 1, needed: 1 }) }],
    ["ended", { items: items({ imageGone: 1 }), endsAt: at(-1) }],
    ["waiting", { startsAt: at(1) }],
    ["live", { startsAt: at(0) }],
    ["paused", { pausedAt: at(-1), startsAt: at(9) }],
    ["used", { usedUpAt: at(-1), pausedAt: at(-1) }],
    ["moot", { usedUpAt: at(-1), items: items({ openImage: 1 }) }],
  ] as [string, Partial<LinkFacts>][])("%s with %j", (status, facts) =>
    expect(linkStatus({ ...live, ...facts }, now).status).toBe(status),
  );

  it("explained when it is not simply live", () => {
    const why = (facts: Partial<LinkFacts>) => linkStatus({ ...live, ...facts }, now).reason;
    expect(why({ items: items({ keyGone: 1 }) })).toBe("Its signing key was deleted.");
    expect(why({ items: items({ needed: 1, deleting: 1 }) })).toBe("Its image is being deleted.");
    expect(why({ items: items({ needed: 4, imageGone: 2 }) })).toBe("2 of its 6 pictures no longer open.");
    expect(why({ items: items({ needed: 4, openImage: 1 }) })).toBe("1 of its 5 pictures is public.");
    expect(why({ revokedAt: now, revokeReason: "wrong address" })).toBe("Revoked: wrong address");
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
