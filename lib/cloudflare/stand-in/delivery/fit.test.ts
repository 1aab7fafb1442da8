import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, type Trial, withStandIn } from "../testing.ts";
import { look, quarters } from "./pixels.ts";

// Every fit mode on real pixels: size exact, and the right part of the picture at the right place.
let trial: Trial;
let id = "";
beforeAll(async () => {
  trial = await withStandIn();
  id = (await trial.api("POST", "v1", imageForm(await quarters(200, 100), {}, "q.png", "image/png"))).result
    .id;
  await trial.api("PATCH", "v1/config", { flexible_variants: true });
});
afterAll(() => trial.close());

const get = async (variant: string, accept = "image/png") => {
  const response = await fetch(`${trial.url}/${trial.accountHash}/${id}/${variant}`, { headers: { accept } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(response.status, Buffer.from(bytes).toString()).toBe(200);
  return look(bytes);
};
const all = ["red", "lime", "blue", "yellow"];
const left = ["red", "red", "blue", "blue"];

test.each([
  ["scale-down", 100, 100, [100, 50], all],
  ["scale-down", 400, 400, [200, 100], all],
  ["contain", 400, 400, [400, 200], all],
  ["cover", 60, 60, [60, 60], all],
  ["cover", 300, 300, [300, 300], all],
  ["crop", 60, 60, [60, 60], all],
  ["crop", 400, 400, [200, 100], all],
  ["crop", 60, 400, [60, 100], all],
  ["pad", 100, 100, [100, 100], ["white", "white", "white", "white"]],
])("named %s into %dx%d", async (fit, width, height, size, colours) => {
  const name = `n${fit.replace("-", "")}${width}x${height}`;
  const options = { fit, width, height, metadata: "none" };
  expect((await trial.api("POST", "v1/variants", { id: name, options })).status).toBe(200);
  const seen = await get(name);
  expect([seen.size, seen.format, seen.corners]).toEqual([size, "png", colours]);
  if (fit !== "pad") expect([seen.at(0.3, 0.3), seen.at(0.7, 0.7)]).toEqual(["red", "yellow"]);
});

test("pad puts the picture in the middle, to the pixel", async () => {
  const seen = await get("fit=pad,w=100,h=100,background=black");
  expect([seen.at(0.5, 0.24), seen.at(0.5, 0.76)]).toEqual(["black", "black"]);
  expect([seen.pixel(2, 24), seen.pixel(2, 25), seen.pixel(2, 74), seen.pixel(2, 75)]).toEqual([
    ...[
      [0, 0, 0],
      [255, 0, 0],
      [0, 0, 255],
      [0, 0, 0],
    ],
  ]);
});

test.each([
  ["fit=squeeze,w=50,h=80", [50, 80], all],
  ["fit=aspect-crop,w=100,h=100", [100, 100], all],
  ["fit=aspect-crop,w=400,h=400", [100, 100], all],
  ["fit=scale-up,w=100", [200, 100], all],
  ["fit=scale-up,w=300", [300, 150], all],
  ["fit=cover,w=50,h=50,gravity=left", [50, 50], left],
  ["fit=cover,w=50,h=50,g=right", [50, 50], ["lime", "lime", "yellow", "yellow"]],
  ["fit=cover,w=200,h=50,g=top", [200, 50], ["red", "lime", "red", "lime"]],
  ["fit=cover,w=200,h=50,g=bottom", [200, 50], ["blue", "yellow", "blue", "yellow"]],
  ["fit=cover,w=50,h=50,g=0x0.5", [50, 50], left],
  ["fit=crop,w=50,h=50,g=auto", [50, 50], null],
  ["w=100,dpr=2", [200, 100], all],
  ["w=40,dpr=2", [80, 40], all],
  ["h=50", [100, 50], all],
  ["rotate=90", [100, 200], ["blue", "red", "yellow", "lime"]],
  ["rotate=180", [200, 100], ["yellow", "blue", "lime", "red"]],
  ["rotate=270,w=50", [50, 100], ["lime", "yellow", "red", "blue"]],
  ["flip=h", [200, 100], ["lime", "red", "yellow", "blue"]],
  ["flip=v", [200, 100], ["blue", "yellow", "red", "lime"]],
  ["flip=hv", [200, 100], ["yellow", "blue", "lime", "red"]],
  ["flip=h,rotate=90", [100, 200], ["yellow", "lime", "blue", "red"]],
  ["rotate=90,fit=cover,w=50,h=50,g=top", [50, 50], ["blue", "red", "blue", "red"]],
  ["flip=h,fit=cover,w=50,h=50,g=left", [50, 50], ["lime", "lime", "yellow", "yellow"]],
  ["trim=0;100;50;0", [100, 50], ["red", "red", "red", "red"]],
  ["trim=50;0;0;100,w=20", [20, 10], ["yellow", "yellow", "yellow", "yellow"]],
  ["trim.left=100,trim.top=50", [100, 50], ["yellow", "yellow", "yellow", "yellow"]],
  ["trim.width=100", [100, 100], left],
  [
    "trim.top=50,trim.height=25,trim.left=100,trim.width=50,w=25",
    [25, 13],
    ["yellow", "yellow", "yellow", "yellow"],
  ],
  ["brightness=0.02", [200, 100], ["black", "black", "black", "black"]],
  ["brightness=0", [200, 100], all],
] as const)("flexible %s", async (options, size, colours) => {
  const seen = await get(options);
  expect([seen.size, seen.format]).toEqual([size, "png"]);
  if (colours) expect(seen.corners).toEqual(colours);
});

test("tones and effects change what they should", async () => {
  const [r = 0, g = 0, b = 0] = (await get("saturation=0")).pixel(5, 5);
  expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(3);
  expect((await get("gamma=2")).pixel(5, 5)).toEqual([255, 0, 0]);
  expect((await get("contrast=0.01")).pixel(5, 5).every((v) => Math.abs(v - 127) < 3)).toBe(true);
  const middle = (await get("blur=40")).at(0.5, 0.1);
  expect(middle).toBe("other");
  expect((await get("sharpen=2")).corners).toEqual(all);
});
