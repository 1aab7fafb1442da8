import { type AnyFit, flexibleFits, type Gravity, type PictureOptions } from "../decoder/options.ts";
import { Refusal } from "../replies.ts";
import { colourOf } from "./colour.ts";

export type Flexible = {
  options: PictureOptions;
  wanted: "auto" | "avif" | "webp" | "jpeg" | "json";
  /** Width comes from client hints. */
  hinted: boolean;
  /** `trim.left` and the like: the part of the source to start from; what is missing reaches to its edge. */
  region?: Region;
};
export type Region = { left: number; top: number; width?: number; height?: number };

const bad = (why: string) => new Refusal(400, 9401, `Bad image options: ${why}`);
const aliases: Record<string, string> = {
  w: "width",
  h: "height",
  f: "format",
  q: "quality",
  g: "gravity",
  scq: "slow-connection-quality",
};
const words: Record<string, number> = { high: 90, "medium-high": 70, "medium-low": 50, low: 35 };
const sides: Record<string, Gravity> = {
  auto: "auto",
  face: "auto", // nobody looks for faces here; the most striking part is kept instead
  left: { x: 0, y: 0.5 },
  right: { x: 1, y: 0.5 },
  top: { x: 0.5, y: 0 },
  bottom: { x: 0.5, y: 1 },
  center: { x: 0.5, y: 0.5 },
};

/** Accepted and without effect here: a slow connection, a remote image's failure, a face's zoom, another enlarger. */
const idle: Record<string, RegExp> = {
  "slow-connection-quality": /^(?:\d{1,3}|high|medium-high|medium-low|low)$/,
  onerror: /^redirect$/,
  zoom: /^(?:0(?:\.\d+)?|1(?:\.0+)?)$/,
  upscale: /^(?:interpolate|generate)$/,
};

/** Reads `w=400,sharpen=3`; what is unknown, repeated or out of range is refused with 9401. */
export function parseFlexible(text: string): Flexible {
  const given = new Map<string, string>();
  for (const part of text.split(",")) {
    const [, rawName = "", rawValue = ""] = /^([a-z.-]+)=(.+)$/.exec(part) ?? [];
    const name = aliases[rawName] ?? rawName;
    if (!name || given.has(name)) throw bad(`cannot read ${part.slice(0, 60)}`);
    given.set(name, decoded(rawValue));
  }
  const take = (name: string) => {
    const value = given.get(name);
    given.delete(name);
    return value;
  };
  const number = (name: string, least: number, most: number, whole = false) => {
    const value = take(name);
    if (value === undefined) return undefined;
    const n = (whole ? /^\d{1,6}$/ : /^\d{1,6}(?:\.\d{1,6})?$/).test(value) ? Number(value) : Number.NaN;
    if (!(n >= least && n <= most)) throw bad(`${name} must be between ${least} and ${most}`);
    return n;
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[]) => {
    const value = take(name);
    const found = allowed.find((item) => item === value);
    if (value !== undefined && found === undefined) throw bad(`${name} must be one of ${allowed.join(", ")}`);
    return found;
  };

  const hinted = given.get("width") === "auto";
  if (hinted) take("width");
  if (given.get("width") === "0" || given.get("height") === "0")
    throw new Refusal(403, 9413, "Zero-sized images cannot be made");
  const dpr = number("dpr", 0.1, 2) ?? 1;
  const times = (n: number | undefined) => (n === undefined ? undefined : Math.max(1, Math.round(n * dpr)));
  const format = oneOf("format", ["auto", "avif", "webp", "jpeg", "baseline-jpeg", "json"] as const);
  const compression = oneOf("compression", ["fast"] as const);
  const anim = oneOf("anim", ["true", "false"] as const);
  const rotate = oneOf("rotate", ["90", "180", "270"] as const);
  const options: PictureOptions = {
    fit: oneOf<AnyFit>("fit", flexibleFits) ?? "scale-down",
    width: times(number("width", 1, 100_000, true)),
    height: times(number("height", 1, 100_000, true)),
    metadata: oneOf("metadata", ["copyright", "keep", "none"] as const) ?? "copyright",
    anim: anim === undefined ? undefined : anim === "true",
    background: colour(take("background")),
    blur: number("blur", 1, 250),
    brightness: number("brightness", 0, 100),
    contrast: number("contrast", 0, 100),
    gamma: number("gamma", 0, 100),
    saturation: number("saturation", 0, 100),
    sharpen: number("sharpen", 0, 10),
    flip: oneOf("flip", ["h", "v", "hv"] as const),
    rotate: rotate === undefined ? undefined : (Number(rotate) as 90 | 180 | 270),
    gravity: gravity(take("gravity")),
    quality: quality(take("quality")),
    baseline: format === "baseline-jpeg" || undefined,
    trim: trim(take),
  };
  const sides4 = {
    left: number("trim.left", 0, 100_000, true),
    top: number("trim.top", 0, 100_000, true),
    width: number("trim.width", 1, 100_000, true),
    height: number("trim.height", 1, 100_000, true),
  };
  const region = Object.values(sides4).some((side) => side !== undefined)
    ? { ...sides4, left: sides4.left ?? 0, top: sides4.top ?? 0 }
    : undefined;
  if (region && options.trim) throw bad("trim is given twice");
  for (const [name, value] of given)
    if (!idle[name]?.test(value)) throw bad(`${name.slice(0, 40)} is not supported`);
  const wanted =
    format === "baseline-jpeg" || (compression === "fast" && format !== "json") ? "jpeg" : format;
  const plain = JSON.parse(JSON.stringify(options)) as PictureOptions; // without the absent ones
  return { options: plain, wanted: wanted ?? "auto", hinted, region };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw bad("invalid percent-encoding");
  }
}

function quality(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const n = words[value] ?? (/^\d{1,3}$/.test(value) ? Number(value) : Number.NaN);
  if (!(n >= 1 && n <= 100)) throw bad("quality must be between 1 and 100");
  return n;
}

function gravity(value: string | undefined): Gravity | undefined {
  if (value === undefined) return undefined;
  const point = /^(0(?:\.\d{1,4})?|1(?:\.0{1,4})?)x(0(?:\.\d{1,4})?|1(?:\.0{1,4})?)$/.exec(value);
  const found = point ? { x: Number(point[1]), y: Number(point[2]) } : sides[value];
  if (!found) throw bad("gravity must be a side, auto, face or two coordinates such as 0.5x0.2");
  return found;
}

function colour(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const found = colourOf(value);
  if (found === null) throw bad("background must be a CSS colour");
  return found;
}

/** `trim=top;right;bottom;left`. */
function trim(take: (name: string) => string | undefined): PictureOptions["trim"] {
  const whole = take("trim");
  const whole4 = /^(\d{1,5});(\d{1,5});(\d{1,5});(\d{1,5})$/.exec(whole ?? "");
  if (whole !== undefined && !whole4) throw bad("trim must be top;right;bottom;left in pixels");
  if (!whole4) return undefined;
  const [top = 0, right = 0, bottom = 0, left = 0] = whole4.slice(1).map(Number);
  return { top, right, bottom, left };
}

const steps = [320, 768, 960, 1200];

/** `width=auto`: the client's hint, up to the next step; the widest when there is none. */
export function widthFromHints(header: (name: string) => string | undefined): number {
  const read = (name: string) =>
    Number(/^\d{1,5}(?:\.\d{1,4})?$/.exec(header(name) ?? "")?.[0] ?? Number.NaN);
  const density = read("sec-ch-dpr") || read("dpr") || 1;
  const wanted =
    read("sec-ch-width") ||
    read("width") ||
    (read("sec-ch-viewport-width") || read("viewport-width")) * Math.min(2, density);
  return steps.find((step) => step >= wanted) ?? 1200;
}
