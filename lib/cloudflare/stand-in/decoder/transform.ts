import { readFile, rename, writeFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { Refusal } from "../replies.ts";
import { credentialsOf, withCredentials } from "./credentials.ts";
import { copyrightOf } from "./exif.ts";
import { plan } from "./geometry.ts";
import type { OutputFormat, Source } from "./jobs.ts";
import type { PictureOptions } from "./options.ts";
import { adjust, hasTones } from "./tones.ts";

sharp.cache(false); // file names never repeat, and cached operations would hold deleted files open
sharp.concurrency(1); // two processes side by side beat one picture on two threads
// Only these loaders exist from here on: whatever a file claims to be, no other decoder is reachable.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegFile",
    "VipsForeignLoadPngFile",
    "VipsForeignLoadWebpFile",
    "VipsForeignLoadNsgifFile",
  ],
});

/** Whether an answer of this format moves. */
const moves = (source: Source, options: PictureOptions, format: OutputFormat) =>
  source.frames > 1 && options.anim !== false && (format === "gif" || format === "webp");

/** Makes one picture of one stored original and writes it to a file, whole or not at all. */
export async function draw(
  source: Source,
  options: PictureOptions,
  format: OutputFormat,
  to: string,
): Promise<{ bytes: number }> {
  let body: Buffer;
  try {
    body = await render(source, options, format);
  } catch {
    await readFile(source.path); // throws when it is the disk, and not the picture, that is at fault
    throw new Refusal(422, 9516, "The image could not be decoded or encoded");
  }
  await writeFile(`${to}.part`, body, { mode: 0o600 });
  await rename(`${to}.part`, to);
  return { bytes: body.length };
}

async function render(source: Source, options: PictureOptions, format: OutputFormat): Promise<Buffer> {
  const animated = moves(source, options, format);
  const input = { limitInputPixels: 1e8, failOn: "truncated", animated, sequentialRead: true } as const;
  let image = sharp(source.path, input);
  if (!animated) image = image.autoOrient();
  const { trim } = options;
  let { width, height } = source;
  if (trim) {
    width -= trim.left + trim.right;
    height -= trim.top + trim.bottom;
    image = image.extract({ left: trim.left, top: trim.top, width, height });
  }
  // Turned after scaling: the box is the one of the turned picture, so it is turned back for the plan.
  const turned = !animated && (options.rotate === 90 || options.rotate === 270);
  const box = turned ? { ...options, width: options.height, height: options.width } : options;
  const { scaled, out } = plan(width, height, box);
  image = fitted(image, { scaled, out, options, animated });
  const repaint = !animated && Boolean(options.flip || options.rotate || hasTones(options));
  if (repaint) image = await repainted(image, options);
  if (options.saturation !== undefined) image = image.modulate({ saturation: options.saturation });
  if (options.blur) image = image.blur(Math.max(0.3, options.blur / 2));
  if (options.sharpen) image = image.sharpen({ sigma: 0.5 + options.sharpen / 4 });
  if (format === "jpeg" || options.background)
    image = image.flatten({ background: options.background ?? "#fff" });
  // WebP and PNG answers never carry any.
  if (format === "jpeg" || format === "avif") {
    if (options.metadata === "copyright") image = await signed(image, source);
    if (options.metadata === "keep") image = described(repaint ? await onto(image, source) : image);
  }
  const body = await encode(image, format, options, out).timeout({ seconds: 20 }).toBuffer();
  if (!options.credentials || format !== "jpeg" || source.type !== "image/jpeg") return body;
  return withCredentials(body, credentialsOf(await readFile(source.path)));
}

type Fitting = ReturnType<typeof plan> & { options: PictureOptions; animated: boolean };

function fitted(image: Sharp, { scaled, out, options, animated }: Fitting): Sharp {
  if (options.fit === "pad") {
    const background = options.background ?? "#fff";
    return image.resize({ ...out, fit: "contain", position: "centre", background });
  }
  if (out.width >= scaled.width && out.height >= scaled.height) return image.resize({ ...out, fit: "fill" });
  if (options.gravity === "auto" && !animated)
    return image.resize({ ...out, fit: "cover", position: sharp.strategy.attention });
  const { x, y } = turnedBack(options.gravity === "auto" ? undefined : options.gravity, options);
  const left = Math.round((scaled.width - out.width) * x);
  const top = Math.round((scaled.height - out.height) * y);
  return image.resize({ ...scaled, fit: "fill" }).extract({ left, top, ...out });
}

/** Where a point of the turned answer lies before turning. (Mirroring comes before cutting in sharp.) */
function turnedBack(point: { x: number; y: number } = { x: 0.5, y: 0.5 }, { rotate }: PictureOptions) {
  let { x, y } = point;
  if (rotate === 90) [x, y] = [y, 1 - x];
  else if (rotate === 180) [x, y] = [1 - x, 1 - y];
  else if (rotate === 270) [x, y] = [1 - y, x];
  return { x, y };
}

/** Mirrors, then turns, then changes tones: each on pixels, so that their order is exactly the documented one. */
async function repainted(image: Sharp, options: PictureOptions): Promise<Sharp> {
  const mirrored = image
    .flip(options.flip?.includes("v") ?? false)
    .flop(options.flip?.includes("h") ?? false)
    .toColourspace("srgb");
  const { data, info } = await mirrored.raw().toBuffer({ resolveWithObject: true });
  if (hasTones(options)) adjust(data, info.channels, options);
  const { width, height, channels } = info;
  const painted = sharp(data, { raw: { width, height, channels } });
  return options.rotate ? painted.rotate(options.rotate) : painted;
}

/** EXIF, XMP and IPTC of the original; not its colour profile, for the colours are sRGB by now. */
const described = (image: Sharp) => image.keepMetadata().withIccProfile("srgb", { attach: false });

/** Repainted pixels came through memory and lost what was said about them: the original gets them as a new surface. */
async function onto(image: Sharp, source: Source): Promise<Sharp> {
  const { data, info } = await image.toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const surface = { input: data, raw: { width, height, channels }, blend: "source" } as const;
  const original = sharp(source.path, { limitInputPixels: 1e8, failOn: "truncated" }).autoOrient();
  const covered = original.resize({ width, height, fit: "fill" }).composite([surface]);
  return channels === 4 ? covered : covered.removeAlpha();
}

/** Nothing but the copyright notice. */
async function signed(image: Sharp, source: Source): Promise<Sharp> {
  const { exif } = await sharp(source.path).metadata();
  const copyright = copyrightOf(exif);
  return copyright ? image.withExif({ IFD0: { Copyright: copyright } }) : image;
}

function encode(
  image: Sharp,
  format: OutputFormat,
  options: PictureOptions,
  out: { width: number; height: number },
) {
  const small = out.width < 50 || out.height < 50;
  const large = out.width > 3000 || out.height > 3000;
  const quality = options.quality ?? 85;
  switch (format) {
    case "avif":
      // The default effort costs seconds; this one tenths of one, for a few bytes more in a hundred.
      return image.avif({ quality: Math.max(1, Math.round(quality * 0.7)), effort: 0 });
    case "webp":
      return image.webp(quality === 100 ? { lossless: true, effort: 2 } : { quality, effort: 2 });
    case "jpeg":
      return image.jpeg({ quality, progressive: !small && !large && !options.baseline });
    case "png":
      return image.png({ compressionLevel: 6 });
    case "gif":
      return image.gif({ effort: 3 });
  }
}
