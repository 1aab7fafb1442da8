/** The content credentials (C2PA) of a JPEG: its APP11 segments that hold JUMBF boxes, each whole. */
export function credentialsOf(jpeg: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg.readUInt8(at + 1);
    if (marker === 0xda || marker === 0xd9) break;
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (marker === 0xeb && jpeg.toString("latin1", at + 4, at + 6) === "JP")
      found.push(jpeg.subarray(at, end));
    at = end;
  }
  return found;
}

/** Puts segments into a JPEG, behind the ones that have to come first (JFIF, EXIF). */
export function withCredentials(jpeg: Buffer, segments: readonly Buffer[]): Buffer {
  let at = 2;
  while (jpeg[at] === 0xff && (jpeg[at + 1] === 0xe0 || jpeg[at + 1] === 0xe1))
    at += 2 + jpeg.readUInt16BE(at + 2);
  return segments.length === 0 ? jpeg : Buffer.concat([jpeg.subarray(0, at), ...segments, jpeg.subarray(at)]);
}
