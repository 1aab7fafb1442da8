import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asksBeyond, countColumns, nextStop } from "./roving";

// 0 1 2 3
// 4 5 6 7
// 8 9
const at = (index: number) => ({ index, count: 10, columns: 4 });

describe("moving through the grid", () => {
  it("goes along the lines and over their ends", () => {
    expect(nextStop("ArrowRight", at(3))).toBe(4);
    expect(nextStop("ArrowLeft", at(4))).toBe(3);
    expect(nextStop("ArrowLeft", at(0))).toBe(0);
    expect(nextStop("ArrowRight", at(9))).toBe(9);
  });

  it("keeps its column up and down", () => {
    expect(nextStop("ArrowDown", at(1))).toBe(5);
    expect(nextStop("ArrowUp", at(5))).toBe(1);
    expect(nextStop("ArrowUp", at(2))).toBe(2);
  });

  it("lands on the last item of a shorter last row, and stays there", () => {
    expect(nextStop("ArrowDown", at(7))).toBe(9);
    expect(nextStop("ArrowDown", at(9))).toBe(9);
    expect(nextStop("ArrowDown", at(8))).toBe(8);
  });

  it("goes a window further in its column, and as far as there is", () => {
    expect(nextStop("PageDown", { ...at(1), rows: 1 })).toBe(5);
    expect(nextStop("PageDown", { ...at(1), rows: 5 })).toBe(9);
    expect(nextStop("PageDown", { ...at(3), rows: 5 })).toBe(9);
    expect(nextStop("PageUp", { ...at(9), rows: 1 })).toBe(5);
    expect(nextStop("PageUp", { ...at(9), rows: 5 })).toBe(1);
  });

  it("asks for more only where it cannot go on", () => {
    expect(asksBeyond("ArrowDown", { from: 9, to: 9 })).toBe("later");
    expect(asksBeyond("Home", { from: 0, to: 0 })).toBe("earlier");
    expect(asksBeyond("ArrowDown", { from: 5, to: 9 })).toBeNull();
    expect(asksBeyond("x", { from: 9, to: 9 })).toBeNull();
  });

  it("leaves other keys alone", () => {
    expect(nextStop("a", at(2))).toBeNull();
  });

  it("never leaves the list", () => {
    const keys = fc.constantFrom(
      ...["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"],
    );
    const place = fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), fc.nat())
      .map(([count, columns, seed]) => ({ count, columns, index: seed % count }));
    fc.assert(
      fc.property(keys, place, (key, here) => {
        const to = nextStop(key, here);
        expect(to).not.toBeNull();
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(here.count);
      }),
    );
  });
});

describe("counting columns", () => {
  it("counts the first line, forgiving half a pixel", () => {
    expect(countColumns([10, 10.4, 10, 200, 200])).toBe(3);
    expect(countColumns([10, 10])).toBe(2);
    expect(countColumns([10])).toBe(1);
    expect(countColumns([])).toBe(1);
  });
});
