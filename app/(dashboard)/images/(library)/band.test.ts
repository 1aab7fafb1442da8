import { describe, expect, it } from "vitest";
import { boxBetween, scrollStep, touches } from "./band";

describe("dragging over images", () => {
  it("draws the same rectangle from any corner", () => {
    const box = { left: 10, top: 20, right: 60, bottom: 90 };
    expect(boxBetween({ x: 10, y: 20 }, { x: 60, y: 90 })).toEqual(box);
    expect(boxBetween({ x: 60, y: 20 }, { x: 10, y: 90 })).toEqual(box);
  });

  it("takes what it touches, not what it borders on", () => {
    const box = { left: 0, top: 0, right: 100, bottom: 100 };
    expect(touches(box, { left: 90, top: 90, right: 200, bottom: 200 })).toBe(true);
    expect(touches(box, { left: 20, top: 20, right: 30, bottom: 30 })).toBe(true);
    expect(touches(box, { left: 100, top: 0, right: 200, bottom: 100 })).toBe(false);
    expect(touches({ left: 50, top: 0, right: 50, bottom: 80 }, box)).toBe(true);
  });

  it("scrolls near an edge, faster beyond it, and not in between", () => {
    expect(scrollStep(400, 800)).toBe(0);
    expect(scrollStep(790, 800)).toBeGreaterThan(0);
    expect(scrollStep(10, 800)).toBeLessThan(0);
    expect(scrollStep(-500, 800)).toBe(-22);
    expect(scrollStep(2000, 800)).toBe(22);
    expect(scrollStep(799, 800)).toBeGreaterThan(scrollStep(770, 800));
  });
});
