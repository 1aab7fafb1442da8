import { createHash } from "node:crypto";
import type { Call, StandIn } from "../context.ts";
import { plan } from "../decoder/geometry.ts";
import type { PictureOptions } from "../decoder/options.ts";
import { Refusal } from "../replies.ts";
import type { FinishedRow } from "../store/images.ts";
import type { Settings } from "../store/settings.ts";
import type { Variant } from "../store/variants.ts";
import { type Flexible, parseFlexible, type Region, widthFromHints } from "./flexible.ts";
import { negotiate } from "./negotiate.ts";
import type { Wish } from "./render.ts";

export type What =
  | { kind: "named"; variant: Variant }
  | { kind: "flexible"; text: string }
  | { kind: "unknown" };

/** What is to be sent: a picture to be made, the original as it is, or facts about the picture. */
export type Order = { etag: string; type: string; vary: string } & (
  | { kind: "picture"; name: string; wish: Wish; hinted: boolean }
  | { kind: "original" }
  | { kind: "facts"; body: string }
);

/** Raised when the same options would give other pixels than before: old pictures on disk are then never found. */
const recipe = 4;

const hints = "Accept, Sec-CH-DPR, Sec-CH-Width, Sec-CH-Viewport-Width, DPR, Width, Viewport-Width";

/** Turns an address and an `Accept` header into one exact order. Throws 94xx for options that cannot be. */
export function orderFor(
  standIn: StandIn,
  call: Call,
  row: FinishedRow,
  { what, settings }: { what: Exclude<What, { kind: "unknown" }>; settings: Settings },
): Order {
  const { rules, store } = standIn;
  const { options, wanted, hinted, region } =
    what.kind === "named" ? fixed(what.variant) : flexible(call, what);
  const vary = hinted ? hints : "Accept";
  const path = store.files.pathOf(row.file);
  if (row.type === "image/svg+xml" || row.width === null || row.height === null) {
    if (wanted === "json") return facts(row, { original: original(row) }, vary);
    // A drawing is never turned into pixels.
    if (wanted !== "auto") throw new Refusal(415, 9412, "SVG images cannot be converted to another format");
    const name = store.pictures.nameOf(row.file, `clean ${recipe}`);
    const wish = { kind: "clean", path } as const;
    return { kind: "picture", name, wish, hinted, etag: tag(name, row), type: row.type, vary };
  }
  const source = { path, type: row.type, width: row.width, height: row.height, frames: row.frames };
  if (settings.preserve_content_credentials) options.credentials = true;
  if (region) options.trim = trimTo(region, source);
  checkTrim(options, source);
  const { out } = plan(...turned(source, options), options);
  const { maxSide, maxPixels } = rules;
  if (Math.max(out.width, out.height) > maxSide || out.width * out.height > maxPixels)
    throw new Refusal(403, 9413, "The image would be enlarged too much");
  if (wanted === "json") return facts(row, { ...out, original: original(row) }, vary);
  // Stored when its rule says so, but no decoder here reads it.
  if (row.type === "image/heic") throw new Refusal(415, 9412, "HEIC images cannot be decoded here");
  const moving = row.frames > 1 && options.anim !== false;
  if (moving && source.width * source.height * row.frames > rules.maxAnimatedPixels)
    return { kind: "original", etag: tag("original", row), type: row.type, vary };
  const accept = call.request.headers.accept ?? "";
  const format = negotiate({ accept, source, options, maxAvifSide: rules.maxAvifSide, wanted });
  const name = store.pictures.nameOf(row.file, `${recipe} ${format} ${JSON.stringify(options)}`);
  const wish = { kind: "draw", source, options, format } as const;
  return { kind: "picture", name, wish, hinted, etag: tag(name, row), type: `image/${format}`, vary };
}

function fixed({ options: { fit, width, height, metadata } }: Variant): Flexible {
  return { options: { fit, width, height, metadata }, wanted: "auto", hinted: false };
}

function flexible(call: Call, { text }: { text: string }): Flexible {
  const parsed = parseFlexible(text);
  if (!parsed.hinted) return parsed;
  const { headers } = call.request;
  const width = widthFromHints((name) => {
    const value = headers[name];
    return typeof value === "string" ? value : undefined;
  });
  return { ...parsed, options: { ...parsed.options, width } };
}

type Size = { width: number; height: number };

function turned({ width, height }: Size, { rotate, trim }: PictureOptions): [number, number] {
  const w = width - (trim ? trim.left + trim.right : 0);
  const h = height - (trim ? trim.top + trim.bottom : 0);
  return rotate === 90 || rotate === 270 ? [h, w] : [w, h];
}

function trimTo({ left, top, ...part }: Region, source: Size) {
  const right = source.width - left - (part.width ?? source.width - left);
  const bottom = source.height - top - (part.height ?? source.height - top);
  if (right < 0 || bottom < 0)
    throw new Refusal(400, 9401, "Bad image options: trim reaches behind the edge");
  return { top, right, bottom, left };
}

function checkTrim({ trim }: PictureOptions, { width, height }: Size) {
  if (trim && (trim.left + trim.right >= width || trim.top + trim.bottom >= height))
    throw new Refusal(400, 9401, "Bad image options: trim leaves nothing");
}

const original = (row: FinishedRow) => ({
  file_size: row.bytes,
  ...(row.width === null ? {} : { width: row.width, height: row.height }),
  format: row.type,
});

function facts(row: FinishedRow, value: object, vary: string): Order {
  const body = JSON.stringify(value);
  return { kind: "facts", body, etag: tag(body, row), type: "application/json", vary };
}

/** Says what was asked for and which original it is made from. */
const tag = (asked: string, row: FinishedRow) =>
  `"cf${createHash("sha256").update(asked).digest("hex").slice(0, 18)}:${row.sha256.slice(0, 20)}"`;
