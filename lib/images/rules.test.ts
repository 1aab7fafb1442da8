import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import { placeholderOf, probeVariant, retryAt, settle, settlePrivacy } from "@/lib/images/rules";

const now = new Date("2026-11-23T12:00:00Z");
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe("an unfinished upload", () => {
  const row = { state: "pending" as const, uploadExpiresAt: at(0), createdAt: at(-1800) };
  const unanswered = { state: "requested" as const, uploadExpiresAt: null, createdAt: at(0) };
  it.each([
    ["has arrived", row, { draft: false }, at(-60), "received"],
    ["has arrived late", row, { draft: false }, at(9999), "received"],
    ["is still a draft", row, { draft: true }, at(-60), "waiting"],
    ["is not shown yet", row, null, at(-60), "waiting"],
    ["may be on its way at the end", row, { draft: true }, at(119), "waiting"],
    ["is over after the grace", row, { draft: true }, at(120), "failed"],
    ["is over when it never was", row, null, at(120), "failed"],
    ["is being asked for", unanswered, null, at(60), "waiting"],
    ["was never asked for", unanswered, null, at(120), "failed"],
  ] as const)("%s", (_, waiting, remote, when, verdict) =>
    expect(settle(waiting, remote, when)).toBe(verdict),
  );
});

it("tries again ever more rarely, at least every hour", () => {
  const waits = [0, 1, 2, 8, 20, 400].map(
    (attempts) => (retryAt(attempts, now).getTime() - now.getTime()) / 1000,
  );
  expect(waits).toEqual([5, 10, 20, 1280, 3600, 3600]);
});

it("calls nothing private that a stranger was just shown", () => {
  expect(settlePrivacy({ requireSignedURLs: true }, "served")).toBe("unproven");
  expect(settlePrivacy({ requireSignedURLs: true }, "refused")).toBe("private");
  expect(settlePrivacy({ requireSignedURLs: true }, "unreachable")).toBe("private");
  expect(settlePrivacy({ requireSignedURLs: false }, "refused")).toBe("public");
});

it("never tries an always-public variant", () => {
  const variants = [
    { id: "tiny", alwaysPublic: true },
    { id: "hero", alwaysPublic: false },
  ];
  expect(probeVariant(variants, ["tiny"])).toBe("hero");
  expect(probeVariant(variants.slice(0, 1), ["tiny"])).toBeNull();
});

it("takes small pictures of known types as placeholders", () => {
  expect(placeholderOf("image/webp", Buffer.from("abc"))).toBe("data:image/webp;base64,YWJj");
  expect(placeholderOf("image/svg+xml", Buffer.from("<svg/>"))).toBeNull();
  expect(placeholderOf("image/webp", Buffer.alloc(2300))).toBeNull();
});

describe("a cursor", () => {
  const id = "0192f0c1-2f3b-7000-8000-000000000001";
  it("comes back as it was", () => {
    const direction = fc.constantFrom("after" as const, "before" as const);
    fc.assert(
      fc.property(
        direction,
        fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
        (way, value) => {
          const cursor = { sort: "name", direction: way, value, id };
          expect(decodeCursor(encodeCursor(cursor), "name")).toEqual(cursor);
          expect(decodeCursor(encodeCursor(cursor), "newest")).toBeNull();
        },
      ),
    );
  });

  it("is nothing when it is broken", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(decodeCursor(text, "name")).toBeNull();
        expect(decodeCursor(Buffer.from(text).toString("base64url"), "name")).toBeNull();
      }),
    );
  });

  it("with a time that is none is nothing", () => {
    const cursor = { sort: "newest", direction: "after" as const, id };
    expect(cursorTime({ ...cursor, value: "tomorrow" })).toBeNull();
    expect(cursorTime({ ...cursor, value: "+275760-09-13T00:00:00.000Z" })).toBeNull();
    expect(cursorTime({ ...cursor, value: now.toISOString() })).toEqual(now);
  });
});
