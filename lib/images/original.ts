import ExifReader from "exifreader";
import { imageSize } from "image-size";
import type { uploadLimits } from "@/lib/images/schema";

type AcceptedType = (typeof uploadLimits.types)[number];

export type OriginalFacts = {
  mimeType: AcceptedType;
  /** As people see it: the camera's orientation applied. Null when the header cannot be read. */
  width: number | null;
  height: number | null;
  /** Whether the file says where it was taken; null when its metadata cannot be read. */
  hasLocation: boolean | null;
};

/** The type by the first bytes, of the four that we accept. */
export function sniff(bytes: Uint8Array): AcceptedType | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString("latin1");
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (/^GIF8[79]a/.test(head)) return "image/gif";
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "image/webp";
  return null;
}

/** Facts of an original from its bytes; null when it is not of a type that we accept. Never throws. */
export function readOriginal(bytes: Uint8Array): OriginalFacts | null {
  const mimeType = sniff(bytes);
  if (!mimeType) return null;
  const tags = readTags(bytes);
  const size = readSize(bytes);
  const turned = Number(tags?.exif?.Orientation?.value ?? 1) >= 5;
  const [width, height] = turned ? [size?.height, size?.width] : [size?.width, size?.height];
  return {
    mimeType,
    width: width ?? null,
    height: height ?? null,
    hasLocation: tags && (isPlaced(tags) || isPlacedInXmp(bytes)),
  };
}

function readSize(bytes: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0 ? { width, height } : null;
  } catch {
    return null;
  }
}

type Tags = ExifReader.ExpandedTags;

function readTags(bytes: Uint8Array): Tags | null {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  try {
    // Its XMP parser wants a DOM; `isPlaced` looks into that packet itself.
    return ExifReader.load(buffer, { expanded: true, excludeTags: { xmp: true } });
  } catch (error) {
    return error instanceof ExifReader.errors.MetadataMissingError ? {} : null;
  }
}

function isPlaced({ exif, gps }: Tags): boolean {
  return Boolean(gps?.Latitude !== undefined || gps?.Longitude !== undefined || exif?.GPSLatitude);
}

/** A position in XMP, where some editors move it: as an attribute or an element, with something in it. */
function isPlacedInXmp(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = text.indexOf("<x:xmpmeta");
  const end = start < 0 ? -1 : text.indexOf("</x:xmpmeta>", start);
  if (end < 0) return false;
  return /exif:GPSL(?:atitude|ongitude)(?:="|>)\s*\d/.test(text.toString("latin1", start, end));
}
