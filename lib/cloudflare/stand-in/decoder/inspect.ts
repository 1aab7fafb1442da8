import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { Refusal, wrongType } from "../replies.ts";
import type { Rules } from "../rules.ts";
import { heicSize, isHeic } from "./heic.ts";
import type { Facts, Inspection } from "./jobs.ts";
import { isWhole } from "./structure.ts";
import { cleanSvg } from "./svg.ts";

export const undecodable = () => new Refusal(415, 9422, "Decode error: the image is damaged or incomplete");

/** The type by content. Only these ever reach a decoder, and SVG never reaches libvips. */
export function sniff(head: Buffer): string | null {
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "image/jpeg";
  if (head.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))) return "image/png";
  const text = head.subarray(0, 16).toString("latin1");
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "image/gif";
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "image/webp";
  const markup = head
    .subarray(0, 4096)
    .toString("utf8")
    .replace(/^\ufeff/, "");
  // Prologue, comments and a doctype may stand before the root element; nothing else.
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*<svg[\s>/]/i.test(markup))
    return "image/svg+xml";
  return null;
}

/** Decides what an upload is, from its bytes, and refuses what Cloudflare would refuse. */
export async function inspect(path: string, declared: string, rules: Rules): Promise<Inspection> {
  if (!/^(image\/|application\/octet-stream$)/.test(declared)) throw wrongType();
  const file = readFileSync(path); // this process has nothing else to do meanwhile
  const facts = await factsOf(path, file, rules);
  return { ...facts, sha256: createHash("sha256").update(file).digest("hex") };
}

async function factsOf(path: string, file: Buffer, rules: Rules): Promise<Facts> {
  if (rules.heic === "store" && isHeic(file)) {
    const size = heicSize(file);
    if (!size) throw undecodable();
    checkSize(size.width, size.height, 1, rules);
    return { type: "image/heic", ...size, frames: 1 };
  }
  const type = sniff(file);
  if (type === null) throw wrongType();
  if (type === "image/svg+xml") {
    await cleanSvg(file);
    return { type, width: null, height: null, frames: 1 };
  }
  if (!isWhole(type, file)) throw undecodable();
  const facts = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!facts?.width || !facts.height || `image/${facts.format}` !== type) throw undecodable();
  const frames = facts.pages ?? 1;
  const height = facts.pageHeight ?? facts.height;
  checkSize(facts.width, height, frames, rules);
  // Width and height as people see them: a camera's orientation flag applied.
  const turned = (facts.orientation ?? 1) >= 5;
  return { type, width: turned ? height : facts.width, height: turned ? facts.width : height, frames };
}

function checkSize(width: number, height: number, frames: number, rules: Rules) {
  if (width > rules.maxSide || height > rules.maxSide)
    throw new Refusal(400, 5400, `Bad request: image sides must not exceed ${rules.maxSide} pixels`);
  if (width * height > rules.maxPixels)
    throw new Refusal(400, 5400, "Bad request: image area must not exceed 100 megapixels");
  if (width * height * frames > rules.maxPixels)
    throw new Refusal(400, 5443, "Animation too large: all frames together must not exceed 100 megapixels");
  if (frames > rules.maxFrames)
    throw new Refusal(400, 5443, `Animation too large: it must not have more than ${rules.maxFrames} frames`);
}
