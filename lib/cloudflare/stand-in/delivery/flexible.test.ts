import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, sign, type Trial, withStandIn } from "../testing.ts";
import { colourOf } from "./colour.ts";
import { parseFlexible } from "./flexible.ts";
import { negotiate } from "./negotiate.ts";
import { look } from "./pixels.ts";

let trial: Trial;
const ids = { open: "", closed: "" };
beforeAll(async () => {
  trial = await withStandIn();
  ids.open = (await trial.api("POST", "v1", imageForm(await picture(300, 200)))).result.id;
  const form = imageForm(await picture(), { requireSignedURLs: "true" });
  ids.closed = (await trial.api("POST", "v1", form)).result.id;
});
afterAll(() => trial.close());

const path = (id: string, options: string) => `/${trial.accountHash}/${id}/${options}`;
const get = (options: string, headers: Record<string, string> = {}, id = ids.open) =>
  fetch(trial.url + path(id, options), { headers });
const codeOf = async (response: Response) => (await response.text()).split(":")[0];
const switched = (on: boolean) => trial.api("PATCH", "v1/config", { flexible_variants: on });

test("off by default, on by the account's switch, never for private images", async () => {
  expect([(await get("w=40")).status, await codeOf(await get("w=40"))]).toEqual([403, "ERROR 9429"]);
  await switched(true);
  expect((await get("w=40")).status).toBe(200);
  expect(await codeOf(await get("w=40", {}, ids.closed))).toBe("ERROR 9425");
  const signed = sign(path(ids.closed, "w=40"), await trial.key(), Math.floor(Date.now() / 1000) + 600);
  expect(await codeOf(await fetch(trial.url + signed))).toBe("ERROR 9425");
  await switched(false);
  expect((await get("w=40")).status).toBe(403);
  await switched(true);
});

test.each([
  ["f=avif,w=100", "*/*", "image/avif", "heif"],
  ["f=webp,w=100", "*/*", "image/webp", "webp"],
  ["f=jpeg,w=100", "image/avif", "image/jpeg", "jpeg"],
  ["f=baseline-jpeg,w=100", "*/*", "image/jpeg", "jpeg"],
  ["f=auto,w=100", "image/webp", "image/webp", "webp"],
  ["w=100", "image/avif,image/webp", "image/avif", "heif"],
  ["w=100", "image/avif;q=0,image/webp", "image/webp", "webp"],
  ["w=100", "*/*", "image/jpeg", "jpeg"],
  ["w=100,compression=fast", "image/avif", "image/jpeg", "jpeg"],
  ["f=avif,fit=contain,w=1300", "*/*", "image/webp", "webp"],
])("%s for %s is %s", async (options, accept, type, format) => {
  const response = await get(options, { accept });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
  expect(response.headers.get("vary")).toBe("Accept");
  expect((await look(new Uint8Array(await response.arrayBuffer()))).format).toBe(format);
});

test("progressive or baseline as asked", async () => {
  const progressive = async (options: string) =>
    (await look(new Uint8Array(await (await get(options)).arrayBuffer()))).meta.isProgressive;
  expect(await progressive("f=jpeg,w=100")).toBe(true);
  expect(await progressive("f=baseline-jpeg,w=100")).toBe(false);
  expect(await progressive("f=jpeg,w=60")).toBe(false); // below 50 pixels in height
});

test("format=json tells sizes without a picture", async () => {
  const response = await get("w=100,format=json");
  expect(response.headers.get("content-type")).toBe("application/json");
  const { file_size, ...original } = (await response.clone().json()).original;
  expect(file_size).toBe((await picture(300, 200)).length);
  expect(original).toEqual({ width: 300, height: 200, format: "image/jpeg" });
  expect(await response.json()).toMatchObject({ width: 100, height: 67 });
});

test("width=auto follows client hints and says so", async () => {
  const asked = async (hints: Record<string, string>) => {
    const response = await get("width=auto,fit=contain,format=json", hints);
    return [(await response.json()).width, response.headers.get("vary")?.includes("Viewport-Width")];
  };
  expect(await asked({ "sec-ch-viewport-width": "700" })).toEqual([768, true]);
  expect(await asked({ "sec-ch-width": "100" })).toEqual([320, true]);
  expect(await asked({})).toEqual([1200, true]);
});

test.each([
  ["w=0", 403, 9413],
  ["fit=contain,w=13000", 403, 9413],
  ["fit=pad,w=10,h=13000", 403, 9413],
  ["background=notacolour", 400, 9401],
  ["background=rgb(1%2C2)", 400, 9401],
  ["background=rgb(1%2C2%2C3%2Cx)", 400, 9401],
  ["fit=contain,w=12000,h=12000,dpr=2", 403, 9413],
  ["w=-1", 400, 9401],
  ["w=abc", 400, 9401],
  ["w=100,w=100", 400, 9401],
  ["w=100,width=100", 400, 9401],
  ["w=100,", 400, 9401],
  ["foo=1", 400, 9401],
  ["fit=fill", 400, 9401],
  ["rotate=45", 400, 9401],
  ["q=101", 400, 9401],
  ["blur=0.5", 400, 9401],
  ["background=url(x)", 400, 9401],
  ["draw=x", 400, 9401],
  ["segment=foreground", 400, 9401],
  ["trim=0;150;0;150", 400, 9401],
  ["trim=1;2", 400, 9401],
  ["trim.left=300", 400, 9401],
  ["trim.left=10,trim.width=291", 400, 9401],
  ["trim.width=0", 400, 9401],
  ["trim=1;1;1;1,trim.left=1", 400, 9401],
  ["g=2x0", 400, 9401],
])("refused: %s", async (options, status, code) => {
  const response = await get(options);
  expect(response.headers.get("cf-resized")).toBe(`err=${code}`);
  expect([response.status, await codeOf(response)]).toEqual([status, `ERROR ${code}`]);
});

test("aliases, words and encoded colours are read", () => {
  const { options, wanted } = parseFlexible("w=10,h=20,q=high,g=0.25x1,f=webp,background=%23ff0000,scq=50");
  expect(options).toEqual({
    ...{ fit: "scale-down", width: 10, height: 20, metadata: "copyright" },
    ...{ quality: 90, gravity: { x: 0.25, y: 1 }, background: "#ff0000" },
  });
  expect(wanted).toBe("webp");
});

test("a size that enlarges nothing is no size too large", async () => {
  for (const options of ["w=13000", "fit=crop,w=13000,h=13000", "w=13000,format=json"])
    expect([options, (await get(options)).status]).toEqual([options, 200]);
  const facts = await (await get("w=13000,h=90000,format=json")).json();
  expect([facts.width, facts.height]).toEqual([300, 200]);
});

test("every colour that is read can be painted", async () => {
  const spellings = ["red", "Transparent", "rebeccapurple", "#abc", "#abcd", "#a1b2c3", "#a1b2c3d4"];
  spellings.push("rgb(1,2,3)", "rgb(1 2 3 / 50%)", "rgba(255, 0, 300, .5)", "rgb(10%,20%,30.5%)");
  for (const css of spellings) {
    const colour = colourOf(css);
    const create = { width: 1, height: 1, channels: 4 as const, background: colour ?? "none" };
    expect([css, (await sharp({ create }).raw().toBuffer()).length]).toEqual([css, 4]);
  }
  expect([colourOf("rgb(1 2 3 / 50%)"), colourOf("rgba(255, 0, 300, .5)")]).toEqual([
    "#01020380",
    "#ff00ff80",
  ]);
  const blue = await look(
    new Uint8Array(await (await get("fit=pad,w=100,h=100,background=blue")).arrayBuffer()),
  );
  expect(blue.at(0.5, 0.02)).toBe("blue");
});

test("a client that says nothing of what it takes gets the original's type", async () => {
  const still = { accept: "", options: parseFlexible("w=9"), maxAvifSide: 1200 };
  for (const type of ["webp", "gif", "png", "jpeg"] as const) {
    const source = { type: `image/${type}`, width: 30, height: 20, frames: 1 };
    expect(negotiate({ ...still, options: still.options.options, source })).toBe(type);
  }
  const gif = await trial.api(
    "POST",
    "v1",
    imageForm(await picture(30, 20, "gif"), {}, "a.gif", "image/gif"),
  );
  const shown = await get("w=10", { accept: "image/*" }, gif.result.id);
  expect(shown.headers.get("content-type")).toBe("image/gif");
  expect((await look(new Uint8Array(await shown.arrayBuffer()))).format).toBe("gif");
});
