// Test helper: files that are much larger inside than outside, or that lie. All are made here; none is stored.
import { crc32, deflateSync } from "node:zlib";

const chunk = (name: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};
const pngMark = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

function header(width: number, height: number, depth: number, colour: number) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, 0], 8);
  return chunk("IHDR", data);
}

/** A PNG of one value; only its header is believed for the size, its pixels may be fewer. */
export function png(
  width: number,
  height: number,
  { depth = 1, colour = 0, rows = height, extra = [] as Buffer[] } = {},
) {
  const samples = { 0: 1, 2: 3, 6: 4 }[colour] ?? 1;
  const row = Buffer.alloc(1 + Math.ceil((width * samples * depth) / 8));
  const pixels = deflateSync(Buffer.alloc(row.length * rows), { level: 9 });
  return Buffer.concat([
    pngMark,
    header(width, height, depth, colour),
    ...extra,
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Text and profile chunks that unpack to 200 MB. */
export const swollenText = () => {
  const packed = deflateSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
  return [
    chunk("zTXt", Buffer.concat([Buffer.from("a\0\0", "latin1"), packed])),
    chunk("iCCP", Buffer.concat([Buffer.from("a\0\0", "latin1"), packed])),
  ];
};
export const manyTexts = (count: number) =>
  Array.from({ length: count }, (_, i) => chunk("tEXt", Buffer.from(`k${i}\0v`, "latin1")));

/** A GIF that says how large it is and has `frames` frames of one pixel each, or of the whole size. */
export function gif(width: number, height: number, frames: number, whole = false) {
  const head = Buffer.alloc(13);
  head.write("GIF89a", 0, "latin1");
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  head[10] = 0x80;
  const table = Buffer.from([0, 0, 0, 255, 255, 255]);
  const frame = Buffer.alloc(10);
  frame[0] = 0x2c;
  frame.writeUInt16LE(whole ? width : 1, 5);
  frame.writeUInt16LE(whole ? height : 1, 7);
  const data = Buffer.from([0x02, 0x02, 0x44, 0x01, 0x00]);
  const one = Buffer.concat([frame, data]);
  return Buffer.concat([head, table, ...Array.from({ length: frames }, () => one), Buffer.from([0x3b])]);
}

/** A JPEG whose header claims another size. */
export function jpegClaiming(jpeg: Buffer, width: number, height: number) {
  const copy = Buffer.from(jpeg);
  for (let at = 2; at < copy.length; ) {
    const marker = copy.readUInt8(at + 1);
    if (marker >= 0xc0 && marker <= 0xc2) {
      copy.writeUInt16BE(height, at + 5);
      copy.writeUInt16BE(width, at + 7);
      return copy;
    }
    at += 2 + copy.readUInt16BE(at + 2);
  }
  throw new Error("no frame header");
}

/** A WebP (lossless) header of any size, without pixels worth the name. */
export function webpClaiming(width: number, height: number) {
  const bits = Buffer.alloc(20);
  bits[0] = 0x2f;
  bits.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1);
  const body = Buffer.alloc(8);
  body.write("VP8L", 0, "latin1");
  body.writeUInt32LE(bits.length, 4);
  const riff = Buffer.alloc(12);
  riff.write("RIFF", 0, "latin1");
  riff.writeUInt32LE(4 + body.length + bits.length, 4);
  riff.write("WEBP", 8, "latin1");
  return Buffer.concat([riff, body, bits]);
}
