import fc from "fast-check";
import { expect, it } from "vitest";
import { csvCell, csvLine } from "@/lib/csv";

it.each([
  ["plain", "plain"],
  ["a,b", '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ["=HYPERLINK(A1)", "'=HYPERLINK(A1)"],
  ["+1", "'+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["-2", "'-2"],
  ["\tx", "'\tx"],
  ["two\nlines", '"two\nlines"'],
  ["＝1+1", "'＝1+1"],
  ["＠x", "'＠x"],
  ["a;=1+1", "a;'=1+1"],
  ["a; -2;b", "a; '-2;b"],
  ["a|+1", "a|'+1"],
  ["a\t@x", "a\t'@x"],
  ["a;＝1", "a;'＝1"],
  ['a;"=1', `"a;""'=1"`],
  ["a\n=1", `"a\n'=1"`],
  ["a;b - c", "a;b - c"],
  [-2, "-2"],
  [null, ""],
] as const)("writes %j as %j", (value, cell) => expect(csvCell(value)).toBe(cell));

const risky = fc.string({ unit: fc.constantFrom(..."=+-@＝＋－＠;|\t\r\n\"' ,a") });

it("never begins a cell like a formula and keeps what it says", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), risky), (text) => {
      const cell = csvCell(text);
      expect(cell.replace(/^"/, "")).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
      const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect(cell).not.toMatch(/[;\t|\r\n][\s"]*[=+\-@＝＋－＠]/);
      expect(read.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
    }),
  );
});

it("ends a line as RFC 4180 does", () => expect(csvLine(["a", 1, null])).toBe("a,1,\r\n"));
