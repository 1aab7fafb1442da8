import { expect, test } from "vitest";
import { plan } from "./geometry.ts";

// fit, source, box, answer; the first lines are the documented examples.
test.each([
  ["scale-down", 1080, 720, 500, 500, 500, 333],
  ["scale-down", 1600, 1200, 1280, 720, 960, 720],
  ["scale-down", 100, 50, 500, 500, 100, 50],
  ["crop", 1080, 720, 1296, 1296, 1080, 720],
  ["contain", 100, 50, 500, 500, 500, 250],
  ["contain", 1000, 500, 100, 100, 100, 50],
  ["cover", 100, 50, 500, 400, 500, 400],
  ["cover", 1000, 500, 100, 100, 100, 100],
  ["crop", 1000, 500, 100, 100, 100, 100],
  ["crop", 1000, 50, 100, 100, 100, 50],
  ["crop", 50, 1000, 100, 100, 50, 100],
  ["pad", 100, 50, 500, 500, 500, 500],
  ["pad", 1000, 500, 100, 100, 100, 100],
] as const)("%s of %dx%d into %dx%d is %dx%d", (fit, w, h, width, height, outW, outH) => {
  expect(plan(w, h, { fit, width, height }).out).toEqual({ width: outW, height: outH });
});

test.each([
  ["scale-down", { width: 100 }, 100, 50],
  ["scale-down", { height: 100 }, 200, 100],
  ["scale-down", { width: 4000 }, 1000, 500],
  ["contain", { width: 4000 }, 4000, 2000],
  ["cover", { height: 1000 }, 2000, 1000],
  ["crop", { width: 4000 }, 1000, 500],
  ["pad", { width: 100 }, 100, 50],
] as const)("%s with only %o follows the aspect ratio", (fit, box, outW, outH) => {
  expect(plan(1000, 500, { fit, ...box }).out).toEqual({ width: outW, height: outH });
});

test("no side ever becomes zero", () => {
  expect(plan(10_000, 1, { fit: "scale-down", width: 10, height: 10 }).out).toEqual({ width: 10, height: 1 });
});
