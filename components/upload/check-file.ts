import { GIF } from "image-size/types/gif";
import { JPG } from "image-size/types/jpg";
import { PNG } from "image-size/types/png";
import { WEBP } from "image-size/types/webp";
import { holdsLocation } from "@/components/upload/exif-location";
import { type AcceptedType, adviceFor, isAccepted, sniffKind } from "@/components/upload/file-kind";
import { formatBytes, formatCount, formatPixels } from "@/lib/format";
import { uploadLimits } from "@/lib/images/schema";

export type CheckVerdict =
  | {
      ok: true;
      type: AcceptedType;
      /** From the header; a hint until the original is measured at Cloudflare. */
      width: number | null;
      height: number | null;
      holdsLocation: boolean;
      /** SHA-256 in hex, to ask whether it is here already; null where this browser cannot count it. */
      sha256: string | null;
      /** A small picture of it, when the browser could draw one. */
      thumb: Blob | null;
    }
  | { ok: false; note: string; remedy: string };

/** Draws the file small. Null: this browser cannot decode it. */
export type Decode = (file: Blob) => Promise<{ width: number; height: number; thumb: Blob | null } | null>;

/** Above this a browser may run out of memory while decoding, which says nothing about the file. */
const surelyDecodable = 40_000_000;

/**
 * Everything that can be said of a file before it is sent: kind by its bytes, size, pixels, location, and
 * whether it opens at all. Never throws. Reads at most 10 MB.
 */
export async function checkFile(file: File, decode: Decode): Promise<CheckVerdict> {
  if (file.size === 0) return refuse("The file is empty.", "Export it again, then choose it here.");
  const bytes = await readBytes(file);
  if (!bytes) return refuse("It could not be read.", "It may have moved or been renamed: choose it again.");

  const kind = sniffKind(bytes, file.name);
  if (!isAccepted(kind)) return { ok: false, ...adviceFor[kind] };
  if (file.size > uploadLimits.bytes) return tooLarge(file.size);

  const header = readSize(kind, bytes);
  if (header && tooManyPixels(header)) return tooManyPixelsVerdict(header);

  const picture = await decode(file);
  const size = header ?? picture;
  if (size && tooManyPixels(size)) return tooManyPixelsVerdict(size);
  if (!picture && (!size || size.width * size.height <= surelyDecodable))
    return refuse(
      "The file is damaged: this browser cannot open it.",
      "Export it again, then choose it here.",
    );

  return {
    ok: true,
    type: kind,
    width: size?.width ?? null,
    height: size?.height ?? null,
    holdsLocation: holdsLocation(bytes),
    sha256: await hashOf(bytes),
    thumb: picture?.thumb ?? null,
  };
}

/** Off the page's own thread, by the browser. Only a secure context can. */
async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const hash = await globalThis.crypto?.subtle?.digest("SHA-256", bytes).catch(() => null);
  return hash ? [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("") : null;
}

async function readBytes(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  // A file that is too large is only looked at to say what it is.
  const part = file.size > uploadLimits.bytes ? file.slice(0, 65_536) : file;
  return part.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
}

const headers = { "image/jpeg": JPG, "image/png": PNG, "image/webp": WEBP, "image/gif": GIF };

function readSize(type: AcceptedType, bytes: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height } = headers[type].calculate(bytes);
    return width > 0 && height > 0 ? { width, height } : null;
  } catch {
    return null;
  }
}

function tooManyPixels({ width, height }: { width: number; height: number }): boolean {
  return Math.max(width, height) > uploadLimits.side || width * height > uploadLimits.pixels;
}

function tooManyPixelsVerdict({ width, height }: { width: number; height: number }): CheckVerdict {
  return refuse(
    `It has ${formatPixels(width, height)} pixels.`,
    `Scale it to at most ${formatCount(uploadLimits.side)} a side and ${formatCount(uploadLimits.pixels / 1_000_000)} megapixels.`,
  );
}

function tooLarge(bytes: number): CheckVerdict {
  return refuse(
    `It has ${formatBytes(bytes)}; Cloudflare takes at most ${formatBytes(uploadLimits.bytes)}.`,
    "Export it smaller, or as JPEG or WebP.",
  );
}

function refuse(note: string, remedy: string): CheckVerdict {
  return { ok: false, note, remedy };
}
