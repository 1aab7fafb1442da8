import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { problemsOf, writeQuery } from "@/lib/query/language";
import { maxParts } from "@/lib/query/limits";
import { filterWords } from "./filter-words";
import { filterKeys, kinds } from "./query-filters";
import { filterIn, type Part, parseQuery, withFilter, withoutPart } from "./query-language";

const filter = (key: string, value: string, not = false) => ({ kind: "filter", key, value, not });
const word = (text: string, not = false) => ({ kind: "word", text, not });

describe("a question", () => {
  it.each([
    ["red shoe", [word("red"), word("shoe")]],
    ['"red shoe" -draft', [word("red shoe"), word("draft", true)]],
    ["is:exposed IS:Private", [filter("is", "exposed"), filter("is", "private")]],
    ['tag:autumn -tag:"Old Cover"', [filter("tag", "autumn"), filter("tag", "old cover", true)]],
    ['by:me by:"Li Wei"', [filter("by", "me"), filter("by", "Li Wei")]],
    [
      "size:>2MB width:>3000 height:1080",
      [filter("size", ">2mb"), filter("width", ">3000"), filter("height", "1080")],
    ],
    [
      "format:JPG has:location -has:alt",
      [filter("format", "jpeg"), filter("has", "gps"), filter("has", "alt", true)],
    ],
    ["ends:<24h shared:never", [filter("ends", "<24h"), filter("shared", "never")]],
    ["after:2026-11-01 before:2026-12-01", [filter("after", "2026-11-01"), filter("before", "2026-12-01")]],
    ["IMG_20-a.jpg 50%", [word("IMG_20-a.jpg"), word("50%")]],
    [String.raw`tag:"a \"b\" \\"`, [filter("tag", String.raw`a "b" \ `.trim())]],
    ["  ", []],
  ])("%s", (text, parts) => {
    expect(parseQuery(text)).toEqual(parts);
    expect(problemsOf(parseQuery(text))).toEqual([]);
  });

  it.each([
    ["is:huge", /Write is: with sealed, exposed/],
    ["size:2mb", /Write size:>2mb/],
    ["size:>2", /Write size:>2mb/],
    ["after:2026-02-30", /Write after:/],
    ["is:", /Write is:/],
    ["tag:a,b", /without commas/],
    ["-size:>2mb", /minus/],
    ['tag:"open', /not closed/],
    ['"red"shoe', /space/],
    ["colour:red", /“colour:” is no filter/],
    ["-", /no letter or digit/],
    ["ends:>", /Write ends:<24h/],
  ])("says what is wrong with %s", (text, message) => {
    const problems = problemsOf(parseQuery(`red ${text}`));
    expect(problems).toEqual([{ text, message: expect.stringMatching(message) }]);
    expect(writeQuery(parseQuery(`red ${text}`))).toBe(`red ${text}`);
  });

  it("reads only so many parts, and says so", () => {
    const parts = parseQuery(Array.from({ length: maxParts + 1 }, (_, n) => `w${n}`).join(" "));
    expect(problemsOf(parts)).toHaveLength(1);
  });

  it("is the same when written and read again, whatever was typed", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom("is:", "tag:", '"', "\\", "-", "size:>", "2mb", " ", "has:alt", "me", "by:", "a b"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const parts = parseQuery(pieces.join(""));
        expect(parseQuery(writeQuery(parts))).toEqual(parts);
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps what it was built from", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((t) => /[\p{L}\p{N}]/u.test(t));
    const part: fc.Arbitrary<Part> = fc.oneof(
      fc.record({ kind: fc.constant("word" as const), text, not: fc.boolean() }),
      fc.constantFrom(...filterKeys).chain((key) => {
        const values = kinds[key].values.length
          ? fc.constantFrom<string>(...kinds[key].values)
          : fc.constant("2026-11-01");
        return fc.record({
          kind: fc.constant("filter" as const),
          key: fc.constant(key),
          value: key === "tag" ? fc.stringMatching(/^[a-z"\\ -]{1,9}$/).map((t) => t.trim() || "x") : values,
          not: kinds[key].negatable ? fc.boolean() : fc.constant(false),
        });
      }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: maxParts }), (parts) => {
        expect(parseQuery(writeQuery(parts))).toEqual(parts);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("changing a question", () => {
  it("puts one filter in place of its kind and leaves the rest alone", () => {
    expect(withFilter("red tag:a is:open size:huge", "tag", "b c")).toBe('red tag:"b c" is:open size:huge');
    expect(withFilter("red is:private", "exposure", "sealed")).toBe("red is:private is:sealed");
    expect(withFilter("is:open is:private red", "exposure", "")).toBe("is:private red");
    expect(withFilter("red is:open -is:private shoe", "is", "")).toBe("red shoe");
    expect(withoutPart("red is:open shoe", 1)).toBe("red shoe");
  });

  it("knows what is chosen", () => {
    expect(filterIn(parseQuery("-tag:a tag:b tag:c"), "tag")).toBe("b");
    expect(filterIn(parseQuery("red"), "tag")).toBe("");
  });
});

it.each([
  ["is", "exposed", "Exposed"],
  ["size", ">2mb", "Over 2 MB"],
  ["ends", "<24h", "Link ends within 24 hours"],
  ["shared", ">30d", "Not shared for 30 days"],
  ["width", "1920", "Width exactly 1,920"],
  ["after", "2026-11-01", "Added after 1 Nov 2026"],
  ["has", "gps", "Has a location"],
] as const)("%s:%s reads %s", (key, value, words) => expect(filterWords(key, value)).toBe(words));
