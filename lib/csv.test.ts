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
  [-2, "-2"],
  [null, ""],
] as const)("writes %j as %j", (value, cell) => expect(csvCell(value)).toBe(cell));

it("never begins a cell like a formula and keeps what it says", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvCell(text);
      expect(cell.replace(/^"/, "")).not.toMatch(/^[=+\-@\t\r]/);
      const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect([text, `'${text}`]).toContain(read);
    }),
  );
});

it("ends a line as RFC 4180 does", () => expect(csvLine(["a", 1, null])).toBe("a,1,\r\n"));
