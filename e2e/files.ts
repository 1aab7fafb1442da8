// Files like those of a content admin: of every kind that is taken, and some that are not.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";

export type Made = { name: string; bytes: Buffer };

const hue = (at: number) => `hsl(${(at * 47) % 360} 60% 55%)`;

/** A picture that is not like the next one: a gradient with its number drawn in it. */
function drawing(width: number, height: number, at: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g"><stop stop-color="${hue(at)}"/><stop offset="1" stop-color="${hue(at + 3)}"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/><circle cx="${(at * 31) % width}" cy="${height / 2}" r="${height / 5}" fill="white"/></svg>`;
  return sharp(Buffer.from(svg));
}

/** Latitude and longitude as a camera writes them. */
const place = {
  IFD0: { Make: "Safelight", Copyright: "Ines" },
  IFD3: {
    GPSLatitudeRef: "N",
    GPSLatitude: "59/1 19/1 0/1",
    GPSLongitudeRef: "E",
    GPSLongitude: "18/1 4/1 0/1",
  },
};

async function noise(side: number): Promise<Buffer> {
  const channels = 3 as const;
  const raw = Buffer.alloc(side * side * channels);
  // Numbers without a pattern, the same in every run: a file that no encoder makes smaller.
  let seed = 7;
  for (let at = 0; at < raw.length; at++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    raw[at] = seed >>> 16;
  }
  return sharp(raw, { raw: { width: side, height: side, channels } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

export async function animation(): Promise<Buffer> {
  const frames = await Promise.all([0, 1, 2].map((at) => drawing(120, 90, at).png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: [80, 80, 80] })
    .toBuffer();
}

const jpeg = (width: number, height: number, at: number) => drawing(width, height, at).jpeg().toBuffer();

/** Forty pictures: kinds, shapes, sizes and names as they come out of cameras, phones and other programs. */
export async function fortyPictures(): Promise<Made[]> {
  const special: [string, Promise<Buffer>][] = [
    ["portrait.jpg", jpeg(600, 900, 1)],
    ["panorama.jpg", jpeg(4000, 500, 2)],
    ["tower.jpg", jpeg(300, 3000, 3)],
    ["one pixel.png", drawing(1, 1, 4).png().toBuffer()],
    ["tiny.gif", drawing(8, 8, 5).gif().toBuffer()],
    ["see-through.png", drawing(500, 400, 6).ensureAlpha(0.4).png().toBuffer()],
    ["grey 16 bit.png", drawing(400, 300, 7).greyscale().toColourspace("grey16").png().toBuffer()],
    ["few colours.png", drawing(400, 300, 8).png({ palette: true }).toBuffer()],
    ["photo.webp", drawing(800, 600, 9).webp().toBuffer()],
    ["lossless.webp", drawing(300, 300, 10).webp({ lossless: true }).toBuffer()],
    ["moving.gif", animation()],
    ["on its side.jpg", drawing(640, 400, 11).withMetadata({ orientation: 6 }).jpeg().toBuffer()],
    ["progressive.jpg", drawing(900, 600, 12).jpeg({ progressive: true }).toBuffer()],
    ["print CMYK.jpg", drawing(500, 500, 13).toColourspace("cmyk").jpeg().toBuffer()],
    ["where I was.jpg", drawing(700, 500, 14).withExif(place).jpeg().toBuffer()],
    ["Größe & Maß (1) 100% #3.jpg", jpeg(320, 240, 15)],
    ["写真 2026.jpg", jpeg(320, 240, 16)],
    ["no extension", jpeg(320, 240, 17)],
    ["really a png.jpg", drawing(320, 240, 18).png().toBuffer()],
    ["almost ten megabytes.png", noise(1800)],
  ];
  const plain = Array.from({ length: 40 - special.length }, (_, at): [string, Promise<Buffer>] => [
    `IMG_${String(4100 + at)}.jpg`,
    jpeg(480 + 16 * at, 360, 20 + at),
  ]);
  return Promise.all([...special, ...plain].map(async ([name, bytes]) => ({ name, bytes: await bytes })));
}

/** What a drop also brings and what Darkroom has to say no to. */
export async function strangers(): Promise<Made[]> {
  const large = Buffer.concat([await jpeg(200, 200, 90), Buffer.alloc(11 * 1024 * 1024)]);
  const heic = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic");
  return [
    { name: "too big.jpg", bytes: large },
    { name: "notes.txt", bytes: Buffer.from("call the printer on Friday") },
    { name: "IMG_0042.HEIC", bytes: heic },
  ];
}

/** One ordinary picture; another number is another picture. */
export async function picture(name: string, at = 50): Promise<Made> {
  return { name, bytes: await jpeg(640, 480, at) };
}

/** Puts files into a folder and returns their paths. */
export function layOut(folder: string, files: Made[]): string[] {
  mkdirSync(folder, { recursive: true });
  return files.map(({ name, bytes }) => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  });
}
