import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { openWorld } from "@/lib/testing";
import { exposureOf, freshnessLimit } from "./rules";
import { type AccountFacts, type ExposureColumns, exposures } from "./schema";
import { exposureCondition } from "./where";

const now = new Date("2026-11-23T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const image: ExposureColumns = {
  state: "ready",
  cloudflareId: "c",
  requireSignedUrls: true,
  privacyPendingAt: null,
  checkedAt: ago(2),
  probe: "refused",
  probedAt: ago(3),
};
const account: AccountFacts = { alwaysPublic: [], variantsCheckedAt: ago(5), syncedAt: ago(5) };
const answer = (columns: Partial<ExposureColumns> = {}, facts: Partial<AccountFacts> = {}) =>
  exposureOf({ ...image, ...columns }, { ...account, ...facts }, now);

describe("who can see it", () => {
  test("sealed, measured", () => {
    expect(answer()).toEqual({
      exposure: "sealed",
      via: [],
      knownBy: "measured",
      asOf: ago(3),
      sentence: "Only people with a signed link can see it. An unsigned request was refused 3 minutes ago.",
    });
  });
  test("sealed, calculated from the older of flag and variants once the refusal is old", () => {
    expect(answer({ probedAt: new Date(now.getTime() - 3 * 86_400_000) })).toMatchObject({
      exposure: "sealed",
      knownBy: "calculated",
      sentence: expect.stringMatching(
        /as Cloudflare said 5 minutes ago. An unsigned request was last refused/,
      ),
    });
  });
  test.each([
    [null, /about to be tried/],
    ["unreachable", /did not refuse an unsigned request/],
  ] as const)("never sealed while nobody was refused (%s)", (probe, sentence) => {
    expect(answer({ probe, probedAt: probe ? now : null })).toMatchObject({
      exposure: "unknown",
      sentence: expect.stringMatching(sentence),
    });
  });
  test("sealed, by a measurement that is too old to lean on", () => {
    expect(answer({ probedAt: ago(3 * 24 * 60) })).toMatchObject({
      exposure: "sealed",
      knownBy: "calculated",
      asOf: ago(5),
      sentence:
        "Only people with a signed link can see it. It is private and no variant is always public, as Cloudflare said 5 minutes ago. An unsigned request was last refused 3 days ago.",
    });
  });
  test("exposed through each always-public variant, named", () => {
    expect(answer({}, { alwaysPublic: ["thumb", "card"] })).toMatchObject({
      exposure: "exposed",
      via: ["thumb", "card"],
      knownBy: "calculated",
      sentence:
        "The image is private, but anyone with its address can see it as thumb and card: those variants are always public.",
    });
  });
  test("a public image is open however old the news is", () => {
    expect(answer({ requireSignedUrls: false, checkedAt: ago(99_999), probe: null })).toMatchObject({
      exposure: "open",
      knownBy: "declared",
    });
    expect(answer({ requireSignedUrls: false }, { variantsCheckedAt: null }).exposure).toBe("open");
  });
  test("private but served is open, and says that it was measured", () => {
    expect(answer({ probe: "served", checkedAt: null })).toMatchObject({
      exposure: "open",
      knownBy: "measured",
      asOf: ago(3),
      sentence:
        "Anyone with its address can see it. It is marked private, yet an unsigned request was answered 3 minutes ago.",
    });
  });
  test("a change of privacy on its way is unknown, in both directions", () => {
    for (const requireSignedUrls of [true, false])
      expect(answer({ requireSignedUrls, privacyPendingAt: ago(1), probe: "served" }).exposure).toBe(
        "unknown",
      );
  });
  test("old news makes a private image unknown, at the limit and not before", () => {
    const limit = new Date(now.getTime() - freshnessLimit);
    const over = new Date(limit.getTime() - 1);
    expect(answer({ checkedAt: limit }).exposure).toBe("sealed");
    expect(answer({ checkedAt: over }).exposure).toBe("unknown");
    expect(answer({}, { variantsCheckedAt: limit }).exposure).toBe("sealed");
    expect(answer({}, { variantsCheckedAt: over }).exposure).toBe("unknown");
    expect(answer({ checkedAt: over }).sentence).toContain("Cloudflare last told us 24 hours ago");
    expect(answer({ checkedAt: null }).sentence).toContain("has not told us yet");
  });
  test("an open variant is not hidden by old news about the image", () => {
    expect(answer({ checkedAt: null }, { alwaysPublic: ["thumb"] }).exposure).toBe("exposed");
  });
  test.each(["requested", "pending", "received", "failed"] as const)("%s is pending", (state) => {
    expect(answer({ state })).toMatchObject({ exposure: "pending", via: [] });
  });
  test("what has arrived and is readable says so before it is measured", () => {
    const state = "received";
    const probe = null;
    expect(answer({ state, probe, requireSignedUrls: false })).toMatchObject({ exposure: "open" });
    expect(answer({ state, probe }, { alwaysPublic: ["thumb"] })).toMatchObject({
      exposure: "exposed",
      via: ["thumb"],
    });
    const old = { alwaysPublic: ["thumb"], variantsCheckedAt: ago(99_999) };
    expect(answer({ state, probe }, old).exposure).toBe("exposed");
    expect(answer({ state, probe }, { variantsCheckedAt: null }).exposure).toBe("pending");
  });
  test("a failed upload says so, and whether something of it is still to be removed", () => {
    expect(answer({ state: "failed", cloudflareId: null }).sentence).toBe(
      "Nobody can see it: the upload failed.",
    );
    const owed = answer({ state: "failed" });
    expect(owed).toMatchObject({ exposure: "pending" });
    expect(owed.sentence).toContain("is being removed");
    expect(owed.sentence).not.toContain("Nobody");
  });
  test("until the deletion is confirmed the image counts as what it is", () => {
    expect(answer({ state: "deleting" }).exposure).toBe("sealed");
    expect(answer({ state: "deleting", requireSignedUrls: false }).exposure).toBe("open");
    expect(answer({ state: "deleting", checkedAt: null }).exposure).toBe("pending");
  });
});

const times = fc.constantFrom(null, ago(0), ago(1), ago(24 * 60), ago(24 * 60 + 1), ago(99_999));
const columns: fc.Arbitrary<ExposureColumns> = fc.record({
  state: fc.constantFrom("requested", "pending", "received", "ready", "ready", "ready", "failed", "deleting"),
  cloudflareId: fc.constantFrom(null),
  requireSignedUrls: fc.boolean(),
  privacyPendingAt: fc.option(fc.constant(ago(1)), { freq: 5 }),
  checkedAt: times,
  probe: fc.constantFrom(null, "refused", "served", "unreachable"),
  probedAt: times,
});
const facts: fc.Arbitrary<AccountFacts> = fc.record({
  alwaysPublic: fc.constantFrom([], [], ["thumb"], ["thumb", "card"]),
  variantsCheckedAt: times,
  syncedAt: times,
});

test("nothing that can be read is called sealed", () => {
  fc.assert(
    fc.property(columns, facts, (image, account) => {
      const { exposure, sentence, via } = exposureOf(image, account, now);
      const readable =
        !image.requireSignedUrls || image.probe === "served" || account.alwaysPublic.length > 0;
      if (exposure === "sealed") expect(readable || image.privacyPendingAt !== null).toBe(false);
      expect(via.length > 0).toBe(exposure === "exposed");
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }),
    { numRuns: 2_000 },
  );
});

describe("the filter", () => {
  const world = openWorld();

  test("finds exactly the images that the rule names", async () => {
    const { id: uploadedById } = await world.actor("editor");
    await fc.assert(
      fc.asyncProperty(fc.array(columns, { minLength: 1, maxLength: 40 }), facts, async (rows, account) => {
        await db().image.deleteMany();
        const data = rows.map((row, n) => ({
          ...row,
          id: crypto.randomUUID(),
          uploadKey: `key-${n}`,
          name: "n",
          fileName: "n",
          searchText: "n",
          uploadedById,
        }));
        await db().image.createMany({ data });
        for (const exposure of exposures) {
          const condition = exposureCondition(exposure, account, now);
          const found = await db().$queryRaw<{ id: string }[]>`
            SELECT "id" FROM "Image" image WHERE ${condition}`;
          const named = data.filter((row) => exposureOf(row, account, now).exposure === exposure);
          expect(new Set(found.map(({ id }) => id))).toEqual(new Set(named.map(({ id }) => id)));
        }
      }),
      { numRuns: 120 },
    );
  });
});
