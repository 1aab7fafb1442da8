import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readOriginal, sniff } from "@/lib/images/original";

const plain = (format: "jpeg" | "png" | "webp" | "gif") =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: "#c30" } }).toFormat(format);

describe("an original", () => {
  it.each(["jpeg", "png", "webp", "gif"] as const)("of type %s is known by its bytes", async (format) => {
    const bytes = await plain(format).toBuffer();
    expect(readOriginal(bytes)).toEqual({
      mimeType: `image/${format}`,
      width: 300,
      height: 200,
      hasLocation: false,
    });
  });

  it.each(["jpeg", "png", "webp"] as const)(
    "of type %s is turned and placed as its camera said",
    async (format) => {
      const bytes = await plain(format)
        .withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1", GPSLatitudeRef: "N" } })
        .withMetadata({ orientation: 8 })
        .toBuffer();
      expect(readOriginal(bytes)).toMatchObject({ width: 200, height: 300, hasLocation: true });
    },
  );

  it.each([
    ['exif:GPSLatitude="51,30.0N"', true],
    ["><exif:GPSLongitude>0,7.5W</exif:GPSLongitude", true],
    ['exif:GPSLatitude=""', false],
    ['dc:format="image/jpeg"', false],
  ])("that says in XMP %s is placed: %s", async (attribute, placed) => {
    const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description ${attribute}/></x:xmpmeta>`;
    const bytes = await plain("jpeg").withXmp(packet).toBuffer();
    expect(readOriginal(bytes)).toMatchObject({ hasLocation: placed });
  });

  it("of another kind is none", () => {
    for (const text of ["<svg/>", "<html>", "", "BM", "RIFF0000WAVE", "%PDF-1.7"])
      expect(readOriginal(Buffer.from(text))).toBeNull();
  });

  it("that is broken never throws", async () => {
    const whole = await plain("jpeg").withMetadata({ orientation: 6 }).toBuffer();
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(fc.nat(whole.length), edits, (end, changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        expect(() => readOriginal(bytes.subarray(0, end))).not.toThrow();
      }),
      { numRuns: 500 },
    );
    for (const head of ["\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "GIF89a", "RIFF0000WEBP"])
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
          const bytes = Buffer.concat([Buffer.from(head, "latin1"), rest]);
          expect(sniff(bytes)).not.toBeNull();
          expect(() => readOriginal(bytes)).not.toThrow();
        }),
      );
  });
});
