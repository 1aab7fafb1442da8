import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { openDecoder } from "./decoder.testing.ts";

const { inspect, draw, counts } = openDecoder();

test("HF-01: honest photographs are taken, and verdicts do not change", async () => {
  const packages = await readdir(path.resolve("node_modules/@stdlib"));
  const names = packages.filter((name) => name.startsWith("datasets-img-"));
  expect(names.length).toBeGreaterThan(7);
  for (const name of names) {
    const photo = await readFile(path.resolve(`node_modules/@stdlib/${name}/data/image.jpg`));
    const [once, twice] = [await inspect(photo), await inspect(photo)];
    expect([name, once]).toMatchObject([name, { type: "image/jpeg" }]);
    expect(twice).toEqual(once);
    if (!("code" in once)) expect(Buffer.isBuffer(await draw(photo, once))).toBe(true);
  }
});

test("HF-01: a photograph in each way that cameras and editors write one", { timeout: 120_000 }, async () => {
  const packages = await readdir(path.resolve("node_modules/@stdlib"));
  const names = packages.filter((name) => name.startsWith("datasets-img-")).slice(0, 3);
  const ways: [string, (photo: Sharp) => Sharp][] = [
    ["image/jpeg", (photo) => photo.jpeg({ progressive: true })],
    ["image/jpeg", (photo) => photo.jpeg({ chromaSubsampling: "4:4:4", quality: 100 })],
    ["image/jpeg", (photo) => photo.jpeg({ mozjpeg: true })],
    ["image/jpeg", (photo) => photo.toColourspace("b-w").jpeg()],
    ["image/jpeg", (photo) => photo.toColourspace("cmyk").jpeg()],
    ["image/jpeg", (photo) => photo.withIccProfile("p3").withMetadata({ orientation: 6 }).jpeg()],
    ["image/png", (photo) => photo.toColourspace("rgb16").png()],
    ["image/png", (photo) => photo.png({ palette: true, colours: 40 })],
    ["image/png", (photo) => photo.toColourspace("b-w").png({ progressive: true })],
    ["image/png", (photo) => photo.ensureAlpha(0.5).png()],
    ["image/webp", (photo) => photo.webp({ quality: 60 })],
    ["image/webp", (photo) => photo.ensureAlpha(0.5).webp({ lossless: true })],
    ["image/gif", (photo) => photo.gif({ colours: 16 })],
  ];
  for (const name of names) {
    const photo = await readFile(path.resolve(`node_modules/@stdlib/${name}/data/image.jpg`));
    for (const [way, [type, write]] of ways.entries()) {
      const bytes = await write(sharp(photo).resize(500)).toBuffer();
      const [once, twice] = [await inspect(bytes), await inspect(bytes)];
      expect([name, way, once]).toMatchObject([name, way, { type }]);
      expect(twice).toEqual(once);
      if ("code" in once) continue;
      const drawn = await draw(bytes, once);
      if (!Buffer.isBuffer(drawn)) throw new Error(`${name} ${way} was refused: ${drawn}`);
      expect([name, way, await differs(bytes, drawn)]).toEqual([name, way, false]);
    }
  }
  expect([counts().look.died, counts().draw.died]).toEqual([0, 0]);
});

/** Whether two pictures look different: their average colours are more than a few steps apart. */
async function differs(one: Buffer, other: Buffer): Promise<boolean> {
  const colour = (bytes: Buffer) =>
    sharp(bytes)
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .resize(1, 1, { fit: "fill" })
      .raw()
      .toBuffer();
  const [a, b] = [await colour(one), await colour(other)];
  return a.length !== b.length || a.some((value, n) => Math.abs(value - (b[n] ?? 0)) > 12);
}
