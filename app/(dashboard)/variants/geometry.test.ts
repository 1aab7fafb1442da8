import { describe, expect, it } from "vitest";
import { fitted } from "@/app/(dashboard)/variants/geometry";

const size = (width: number, height: number) => ({ width, height });

describe("fitted", () => {
  it.each([
    ["scale-down", size(1080, 720), size(500, 500), size(500, 333)],
    ["scale-down", size(1600, 1200), size(1280, 720), size(960, 720)],
    ["scale-down", size(100, 80), size(500, 500), size(100, 80)],
    ["contain", size(100, 80), size(500, 500), size(500, 400)],
    ["cover", size(100, 80), size(500, 500), size(500, 500)],
    ["crop", size(1080, 720), size(1296, 1296), size(1080, 720)],
    ["crop", size(3000, 2000), size(400, 400), size(400, 400)],
    ["pad", size(3000, 2000), size(400, 400), size(400, 400)],
  ])("%s %j into %j gives %j", (fit, source, box, output) => {
    expect(fitted(fit, source, box).output).toEqual(output);
  });

  it("centres what is cut off and what is padded", () => {
    expect(fitted("cover", size(300, 200), size(100, 100)).picture).toEqual({
      x: -25,
      y: 0,
      width: 150,
      height: 100,
    });
    expect(fitted("pad", size(300, 150), size(100, 100)).picture).toEqual({
      x: 0,
      y: 25,
      width: 100,
      height: 50,
    });
  });
});
