import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkStatuses } from "@/lib/links/query-filters";
import { meterOf, type RevocationFacts, revocationOptions, smallestThatWorks } from "@/lib/revocation/rules";

const now = new Date("2026-11-25T08:00:00Z");
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const direct: RevocationFacts = {
  mode: "direct",
  status: "live",
  readUntil: null,
  endsAt: at(600),
  images: 1,
  resealProblem: null,
  underWay: null,
  otherDirect: 3,
  otherGated: 1,
  keyLinks: 40,
  keyImages: 12,
  keys: 2,
};
const decide = (change: Partial<RevocationFacts>) => {
  const facts = { ...direct, ...change };
  const options = revocationOptions(facts);
  const best = smallestThatWorks(options, facts.endsAt, now);
  return { options, best, meter: meterOf(options, best, facts) };
};

describe("the smallest response that works", () => {
  it.each([
    ["reseal", {}],
    ["wait", { endsAt: at(9) }],
    ["gate", { mode: "gated" }],
    ["gate", { mode: "gated", endsAt: at(2) }],
    ["rotate", { resealProblem: "Too large.", keyLinks: 2 }],
    ["rotate", { resealProblem: "Too large.", keyLinks: 40 }],
    ["delete", { resealProblem: "Too large.", keys: 1 }],
    ["delete", { resealProblem: "Too large.", keyLinks: 400, otherDirect: 0, otherGated: 0 }],
    [null, { status: "moot" }],
    [null, { mode: "gated", status: "moot" }],
    [null, { status: "ended" }],
    [null, { status: "dead" }],
    [null, { status: "revoked" }],
    [null, { underWay: "It is being re-sealed." }],
  ] as [string | null, Partial<RevocationFacts>][])("is %s with %j", (best, change) =>
    expect(decide(change).best).toBe(best),
  );

  it("never is one that does not work, and never costs more than another that does at once", () => {
    const facts = fc.record({
      mode: fc.constantFrom("direct" as const, "gated" as const),
      status: fc.constantFrom(...linkStatuses),
      readUntil: fc.constant(null),
      endsAt: fc.integer({ min: 1, max: 5000 }).map(at),
      images: fc.integer({ min: 1, max: 20 }),
      resealProblem: fc.constantFrom(null, "No."),
      underWay: fc.constantFrom(null, "It is being re-sealed."),
      otherDirect: fc.nat(500),
      otherGated: fc.nat(50),
      keyLinks: fc.nat(5000),
      keyImages: fc.nat(500),
      keys: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(facts, (some) => {
        const { options, best } = decide(some);
        const chosen = options.find(({ kind }) => kind === best);
        if (chosen) expect(chosen.problem).toBeNull();
        else expect(options.every(({ problem }) => problem !== null)).toBe(true);
        if (best === "delete" && some.resealProblem === null && some.mode === "direct")
          throw new Error("a picture was to be lost where re-sealing would have done");
      }),
    );
  });
});

it("the meter says what it costs", () => {
  expect(decide({}).meter).toEqual({
    level: 2,
    sentence: "Can be stopped now: 3 other links get a new address.",
  });
  expect(decide({ otherDirect: 0 }).meter.level).toBe(3);
  expect(decide({ resealProblem: "No.", keys: 1 }).meter.sentence).toBe(
    "Can be stopped now, at a price: 4 other links end and 1 picture is lost.",
  );
  expect(decide({ status: "ended" }).meter.level).toBe(0);
  expect(decide({ status: "moot" }).meter.sentence).toMatch(/Make it private first/);
  expect(decide({ underWay: "It is being re-sealed." }).meter.sentence).toBe("It is being re-sealed.");
});
