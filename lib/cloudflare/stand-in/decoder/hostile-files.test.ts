import fc from "fast-check";
import sharp from "sharp";
import { expect, test } from "vitest";
import { dice, picture, seeded } from "../testing.ts";
import { openDecoder } from "./decoder.testing.ts";
import { gif, jpegClaiming, manyTexts, png, swollenText, webpClaiming } from "./hostile-files.ts";

const { inspect, draw, counts } = openDecoder();
const timed = async <T>(work: Promise<T>) => {
  const began = performance.now();
  return { value: await work, ms: performance.now() - began };
};

test("HF-02: bombs are refused quickly, by code, and kill nothing", async () => {
  await inspect(await picture()); // the first job also starts the process
  const jpeg = await picture(64, 64);
  const bombs: [string, Buffer, number][] = [
    ["30,000² one-bit PNG", png(30_000, 30_000, { rows: 1 }), 5400],
    ["PNG claiming 2³¹ pixels a side", png(0x7fffffff, 0x7fffffff, { rows: 1 }), 0],
    ["PNG of no width", png(0, 10, { rows: 1 }), 0],
    ["65,500² JPEG", jpegClaiming(jpeg, 65_500, 65_500), 5400],
    ["16,383² WebP", webpClaiming(16_383, 16_383), 5400],
    ["65,535² GIF", gif(65_535, 65_535, 1, true), 5400],
    ["GIF of 5,000 frames of 4,000²", gif(4000, 4000, 5000, true), 5443],
    ["GIF of 6,000 frames of one pixel", gif(1, 1, 6000), 5443],
    ["12,001 pixels wide", png(12_001, 1), 5400],
    ["100,000 text chunks", png(10, 10, { extra: manyTexts(100_000) }), 0],
    ["text of 200 MB", png(10, 10, { extra: swollenText() }), 0],
  ];
  for (const [name, bytes, code] of bombs) {
    const { value, ms } = await timed(inspect(bytes));
    if (code) expect([name, value]).toEqual([name, { code }]);
    expect([name, ms < 2000]).toEqual([name, true]);
  }
  expect(counts().look.died).toBe(0);
});

test("HF-02: a hundred megapixels are within the limits, and one more line is not", async () => {
  const most = png(10_000, 10_000);
  expect(await inspect(most)).toMatchObject({ type: "image/png", width: 10_000, height: 10_000, frames: 1 });
  expect(await inspect(png(10_000, 10_001))).toEqual({ code: 5400 });
  expect(await inspect(png(12_000, 100))).toMatchObject({ width: 12_000 });
  const { value, ms } = await timed(
    draw(most, { type: "image/png", width: 10_000, height: 10_000, frames: 1 }),
  );
  expect(Buffer.isBuffer(value)).toBe(true);
  expect(ms).toBeLessThan(10_000);
});

const forged = (head: string) => Buffer.concat([Buffer.from(head, "latin1"), Buffer.alloc(200)]);
test.each([
  ["HEIC", forged("\0\0\0\x18ftypheic\0\0\0\0")],
  ["AVIF", forged("\0\0\0\x18ftypavif\0\0\0\0")],
  ["TIFF", forged("II*\0\x08\0\0\0")],
  ["TIFF, other end", forged("MM\0*\0\0\0\x08")],
  ["VIPS", forged("\xb6\xa6\xf2\x08")],
  ["PDF", forged("%PDF-1.7\n")],
  ["EPS", forged("%!PS-Adobe-3.0 EPSF-3.0\n")],
  ["EXR", forged("v/1\x01\x02\0\0\0")],
  ["MVG", forged("push graphic-context\nimage over 0,0 0,0 'https://e.example/x'\n")],
  ["JPEG 2000", forged("\0\0\0\x0cjP  \r\n\x87\n")],
  ["JPEG XL", forged("\xff\x0a")],
  ["BMP", forged("BM\x36\0\0\0")],
  ["ICO", forged("\0\0\x01\0\x01\0")],
  ["PSD", forged("8BPS\0\x01")],
  ["HTML", forged("<!doctype html><script>")],
  ["ZIP", forged("PK\x03\x04")],
] as const)("HF-03: %s under an image's name reaches no decoder", async (_, bytes) => {
  for (const declared of ["image/jpeg", "image/png", "application/octet-stream"])
    expect(await inspect(bytes, declared)).toEqual({ code: 5455 });
});

test("HF-03: a loader that is off stays off, even when drawing is asked for directly", async () => {
  const tiff = await sharp(await picture())
    .tiff()
    .toBuffer();
  expect(await draw(tiff, { type: "image/tiff", width: 120, height: 80, frames: 1 })).toBe(9516);
  const avif = await sharp(await picture())
    .avif({ effort: 0 })
    .toBuffer();
  expect(await draw(avif, { type: "image/avif", width: 120, height: 80, frames: 1 })).toBe(9516);
});

test("UP-08: the verdict is by content, whatever is declared", async () => {
  const types = ["jpeg", "png", "webp", "gif"] as const;
  for (const format of types)
    for (const declared of [
      ...types.map((type) => `image/${type}`),
      "image/svg+xml",
      "image/heic",
      "application/octet-stream",
    ])
      expect(await inspect(await picture(30, 20, format), declared)).toMatchObject({
        type: `image/${format}`,
      });
  expect(await inspect(await picture(), "text/html")).toEqual({ code: 5455 });
});

test("HF-07: every cut at a 64th is refused; flips never kill a decoder", {
  timeout: process.env.FLIPS ? 7_200_000 : 120_000,
}, async () => {
  const exif = { IFD0: { Copyright: "x".repeat(500) } };
  const samples = await Promise.all([
    sharp(await picture(300, 200))
      .withExif(exif)
      .jpeg()
      .toBuffer(),
    sharp(await picture(300, 200))
      .jpeg({ progressive: true })
      .toBuffer(),
    ...(["png", "webp", "gif"] as const).map((format) => picture(300, 200, format)),
  ]);
  // A thumbnail with an end mark of its own, as cameras write it, must not make a cut file look whole.
  const [first = Buffer.alloc(0)] = samples;
  const thumbnail = Buffer.concat([
    Buffer.from([0xff, 0xe5, 0x01, 0x02]),
    Buffer.alloc(254, 7),
    Buffer.from([0xff, 0xd9]),
  ]);
  samples.push(Buffer.concat([first.subarray(0, 2), thumbnail, first.subarray(2)]));
  for (const [n, sample] of samples.entries()) {
    expect([n, await inspect(sample)]).toMatchObject([n, { width: 300, height: 200 }]);
    for (let cut = 1; cut < 64; cut++) {
      const part = sample.subarray(0, Math.floor((sample.length * cut) / 64));
      expect([n, cut, "code" in (await inspect(part))]).toEqual([n, cut, true]);
    }
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(
        fc.tuple(
          fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
          fc.integer({ min: 0, max: 255 }),
        ),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      async (sample, flips) => {
        const bytes = Buffer.from(sample);
        for (const [at, to] of flips) bytes[Math.floor(at * bytes.length)] = to;
        const verdict = await inspect(bytes);
        if ("code" in verdict) expect([5400, 5443, 5455, 9422]).toContain(verdict.code);
        else {
          const drawn = await draw(bytes, verdict, 50);
          if (typeof drawn === "number") expect(drawn).toBe(9516);
        }
      },
    ),
    seeded("byte flips", Number(process.env.FLIPS ?? 2000)),
  );
  expect([counts().look.died, counts().draw.died]).toEqual([0, 0]);
});

test("HF-09: files that were cut, spliced, doubled and overwritten kill no decoder", {
  timeout: 7_200_000,
}, async () => {
  const seconds = Number(process.env.FUZZ_SECONDS ?? 10);
  const roll = dice(seeded("mutations", seconds).seed);
  const below = (n: number) => Math.floor(roll() * n);
  const small = await Promise.all(
    (["jpeg", "png", "webp", "gif"] as const).map((type) => picture(90, 60, type)),
  );
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><rect width="9"/></g></svg>');
  const seeds = [...small, svg, png(50, 50, { extra: manyTexts(3) }), gif(30, 20, 4)];
  const edges = [0, 1, 0x7f, 0x80, 0xff].map((n) => Buffer.alloc(1 + (n & 3), n));
  const mutations: ((bytes: Buffer, at: number) => Buffer)[] = [
    (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(64))]),
    (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - below(200)))]),
    (bytes, at) =>
      Buffer.concat([bytes.subarray(0, at), Buffer.alloc(below(300), below(256)), bytes.subarray(at)]),
    (bytes, at) => Buffer.concat([bytes.subarray(0, at), (seeds[below(seeds.length)] ?? svg).subarray(at)]),
    (bytes, at) => {
      const edge = edges[below(edges.length)] ?? svg;
      return Buffer.concat([bytes.subarray(0, at), edge, bytes.subarray(at + edge.length)]);
    },
  ];
  let [tried, taken] = [0, 0];
  for (const until = performance.now() + seconds * 1000; performance.now() < until; tried++) {
    let bytes: Buffer = seeds[below(seeds.length)] ?? svg;
    for (let changes = 1 + below(4); changes > 0; changes--)
      bytes = mutations[below(mutations.length)]?.(bytes, below(bytes.length)) ?? bytes;
    const verdict = await inspect(bytes);
    if ("code" in verdict)
      expect([tried, [5400, 5443, 5455, 9422]]).toEqual([tried, expect.arrayContaining([verdict.code])]);
    else if (verdict.type !== "image/svg+xml") {
      taken++;
      const drawn = await draw(bytes, verdict, 50);
      if (typeof drawn === "number") expect([tried, drawn]).toEqual([tried, 9516]);
    }
  }
  console.log(`${tried} mutated files, ${taken} still pictures`);
  expect([counts().look.died, counts().draw.died]).toEqual([0, 0]);
});

test("HF-06: nothing of a second format survives into a picture", async () => {
  const payloads = [
    "PK\x03\x04 zipped",
    "<?php system($_GET[0]); ?>",
    "<script>alert(1)</script>",
    "%PDF-1.7 hidden",
  ];
  for (const payload of payloads)
    for (const format of ["jpeg", "png", "webp", "gif"] as const) {
      const bytes = Buffer.concat([await picture(60, 40, format), Buffer.from(payload, "latin1")]);
      const facts = await inspect(bytes);
      if ("code" in facts) continue;
      const drawn = await draw(bytes, facts);
      expect(Buffer.isBuffer(drawn) && !drawn.includes(payload.slice(0, 8))).toBe(true);
    }
});

test("HF-08: the antivirus test file is no image; behind one it is data that reaches no picture", async () => {
  const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
  expect(await inspect(Buffer.from(eicar))).toEqual({ code: 5455 });
  const bytes = Buffer.concat([await picture(60, 40), Buffer.from(eicar)]);
  const facts = await inspect(bytes);
  if ("code" in facts) throw new Error("data behind the end is allowed");
  const drawn = await draw(bytes, facts);
  expect(Buffer.isBuffer(drawn) && !drawn.includes("EICAR")).toBe(true);
});
