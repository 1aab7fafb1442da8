const copyrightTag = 0x8298;

/** The copyright notice of an EXIF block (TIFF, with or without the leading `Exif\0\0`); null when it has none. */
export function copyrightOf(exif: Buffer | undefined): string | null {
  if (!exif) return null;
  const tiff = exif.subarray(exif.toString("latin1", 0, 4) === "Exif" ? 6 : 0);
  try {
    const little = tiff.toString("latin1", 0, 2) === "II";
    const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
    const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
    const table = long(4);
    for (let n = 0; n < short(table); n++) {
      const entry = table + 2 + n * 12;
      if (short(entry) !== copyrightTag) continue;
      const bytes = long(entry + 4);
      const from = bytes <= 4 ? entry + 8 : long(entry + 8);
      // Photographer and editor are two texts with a NUL between them.
      const text = tiff.toString("utf8", from, Math.min(from + bytes, from + 4096));
      return text.replace(/\0+$/, "").replaceAll("\0", "; ") || null;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}
