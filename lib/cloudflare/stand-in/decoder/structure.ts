/**
 * Walks the outer structure of an image file, without decoding anything, to its end mark. Cut-off files are refused,
 * not shown half grey. Data behind the end is common (cameras, editors) and allowed; it never reaches a variant.
 */
export function isWhole(type: string, file: Buffer): boolean {
  try {
    switch (type) {
      case "image/jpeg":
        return jpegEnds(file);
      case "image/png":
        return pngEnds(file);
      case "image/gif":
        return gifEnds(file);
      case "image/webp":
        return webpEnds(file);
      default:
        return false;
    }
  } catch (error) {
    if (error instanceof RangeError) return false; // a length pointed behind the end
    throw error;
  }
}

/** Segment by segment: an embedded thumbnail has an end mark of its own, inside a segment. */
function jpegEnds(file: Buffer): boolean {
  let scanned = false;
  for (let at = 2; ; ) {
    at = file.indexOf(0xff, at);
    if (at < 0) return false;
    const marker = file.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) return scanned;
    // Stuffed bytes and restarts inside a scan, and marks without a length.
    else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      scanned ||= marker === 0xda;
      at += 2 + Math.max(2, file.readUInt16BE(at + 2));
    }
  }
}

function pngEnds(file: Buffer): boolean {
  let pixels = false;
  for (let at = 8; ; ) {
    const length = file.readUInt32BE(at);
    const name = file.toString("latin1", at + 4, at + 8);
    at += 12 + length;
    if (at > file.length) return false;
    pixels ||= name === "IDAT";
    if (name === "IEND") return pixels;
  }
}

function gifEnds(file: Buffer): boolean {
  const table = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let frames = 0;
  const behindBlocks = (from: number) => {
    let at = from;
    for (let size = file.readUInt8(at); size > 0; size = file.readUInt8(at)) at += size + 1;
    return at + 1;
  };
  for (let at = 13 + table(file.readUInt8(10)); ; ) {
    const mark = file.readUInt8(at);
    if (mark === 0x3b) return frames > 0;
    if (mark === 0x21) at = behindBlocks(at + 2);
    else if (mark === 0x2c) {
      frames++;
      at = behindBlocks(at + 11 + table(file.readUInt8(at + 9)));
    } else return false;
  }
}

function webpEnds(file: Buffer): boolean {
  const end = file.readUInt32LE(4) + 8;
  if (end > file.length) return false;
  let pixels = false;
  for (let at = 12; at + 8 <= end; ) {
    const name = file.toString("latin1", at, at + 4);
    const length = file.readUInt32LE(at + 4);
    pixels ||= name === "VP8 " || name === "VP8L" || name === "ANMF";
    at += 8 + length + (length % 2);
    if (at > end + 1) return false;
  }
  return pixels;
}
