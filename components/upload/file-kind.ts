import { uploadLimits } from "@/lib/images/schema";

export type AcceptedType = (typeof uploadLimits.types)[number];
export type FileKind =
  | AcceptedType
  | "heic"
  | "avif"
  | "svg"
  | "pdf"
  | "raw"
  | "tiff"
  | "psd"
  | "bmp"
  | "jxl"
  | "zip"
  | "video"
  | "unknown";

/** What the bytes are, whatever the name says. `name` only tells camera raw files from other TIFF files. */
export function sniffKind(bytes: Uint8Array, name: string): FileKind {
  const text = ascii(bytes, 0, 16);
  if (starts(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "image/gif";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "image/webp";
  if (text.slice(4, 8) === "ftyp") return boxKind(bytes);
  if (starts(bytes, [0xff, 0x0a]) || text.slice(4, 8) === "JXL ") return "jxl";
  if (text.startsWith("FUJIFILM") || /^II(U\0|RO|RS)|^MMOR/.test(text)) return "raw";
  if (text.startsWith("II*\0") || text.startsWith("MM\0*")) return rawNames.test(name) ? "raw" : "tiff";
  if (text.startsWith("8BPS")) return "psd";
  if (text.startsWith("PK\x03\x04")) return "zip";
  if (text.startsWith("BM") && bytes.length > 26) return "bmp";
  const opening = ascii(bytes, 0, 4096);
  if (opening.slice(0, 1024).includes("%PDF-")) return "pdf";
  // UTF-8 with or without a byte order mark: an SVG may begin with a declaration, a comment or a doctype.
  if (/^(\xef\xbb\xbf)?\s*</.test(opening) && /<svg[\s>]/i.test(opening)) return "svg";
  return "unknown";
}

export function isAccepted(kind: FileKind): kind is AcceptedType {
  return (uploadLimits.types as readonly string[]).includes(kind);
}

const rawNames = /\.(3fr|arw|cr2|cr3|dng|erf|iiq|nef|nrw|orf|pef|raf|rw2|sr2|srw)$/i;

/** ISO media boxes: the brand says which of many formats share this container. */
function boxKind(bytes: Uint8Array): FileKind {
  const brands = ascii(bytes, 8, 64);
  if (/^avi[fs]/.test(brands) || /^mif1.*avif/.test(brands)) return "avif";
  if (/^(hei[cmsx]|hev[cmsx]|mif1|msf1)/.test(brands)) return "heic";
  return brands.startsWith("crx ") ? "raw" : "video";
}

function starts(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

type Advice = { note: string; remedy: string };

/** Why a file of this kind is not taken, and what to export instead. */
export const adviceFor: Record<Exclude<FileKind, AcceptedType>, Advice> = {
  heic: {
    note: "This is a HEIC photo.",
    remedy: "Export it as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible.",
  },
  avif: { note: "This is an AVIF picture.", remedy: "Export it as WebP or JPEG; visitors still get AVIF." },
  svg: { note: "This is an SVG drawing.", remedy: "Export it as PNG at the largest size you need." },
  pdf: { note: "This is a PDF or Illustrator document.", remedy: "Export the page as PNG or JPEG." },
  raw: { note: "This is a camera raw file.", remedy: "Develop it and export a JPEG under 10 MB." },
  tiff: { note: "This is a TIFF file.", remedy: "Export it as JPEG, or as PNG to keep every pixel." },
  psd: { note: "This is a Photoshop document.", remedy: "Export it as JPEG or PNG." },
  bmp: { note: "This is a BMP picture.", remedy: "Save it as PNG; nothing is lost." },
  jxl: { note: "This is a JPEG XL picture.", remedy: "Export it as JPEG or WebP." },
  zip: { note: "This is an archive.", remedy: "Unpack it and drop the pictures inside." },
  video: { note: "This is a video.", remedy: "Darkroom keeps pictures only. Export a still as JPEG." },
  unknown: { note: "This is not a picture.", remedy: "Choose a JPEG, PNG, WebP or GIF." },
};
