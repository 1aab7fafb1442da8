import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageForm, picture, type Trial, withStandIn } from "../testing.ts";
import { look, quarters } from "./pixels.ts";

// What is inside served files: metadata, orientation, animation, drawings.
let trial: Trial;
beforeAll(async () => {
  trial = await withStandIn({ control: true, rules: { maxAnimatedPixels: 50_000 } });
  for (const metadata of ["keep", "copyright", "none"])
    await trial.api("POST", "v1/variants", {
      id: metadata,
      options: { fit: "scale-down", width: 60, metadata },
    });
});
afterAll(() => trial.close());

const put = async (bytes: Buffer, type = "image/jpeg") =>
  (await trial.api("POST", "v1", imageForm(bytes, {}, "x", type))).result.id as string;
const fetched = (id: string, variant: string, accept = "*/*") =>
  fetch(`${trial.url}/${trial.accountHash}/${id}/${variant}`, { headers: { accept } });
const get = async (id: string, variant: string, accept?: string) =>
  Buffer.from(await (await fetched(id, variant, accept)).arrayBuffer());
const made = async () => {
  const headers = { authorization: `Bearer ${trial.token}` };
  return (await (await fetch(`${trial.url}/__control`, { headers })).json()).renderer.made as number;
};

async function camera(orientation: number) {
  const upright = await quarters(120, 80);
  const thumbnail = await picture(16, 16);
  const exif = {
    IFD0: { Copyright: "Ann Example 2026", Make: "SecretCam", ImageDescription: `x${thumbnail.length}` },
    IFD3: { GPSLatitudeRef: "N", GPSLatitude: "47/1 22/1 0/1" },
  };
  return sharp(upright).withExif(exif).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
}

test("HF-05: metadata kept, only the copyright, or none at all", async () => {
  const id = await put(await camera(1));
  const has = async (variant: string, accept?: string) => {
    const { meta } = await look(await get(id, variant, accept));
    const text = meta.exif?.toString("latin1") ?? "";
    return [text.includes("SecretCam"), text.includes("Ann Example 2026"), Boolean(meta.exif)];
  };
  expect(await has("keep")).toEqual([true, true, true]);
  expect(await has("copyright")).toEqual([false, true, true]);
  expect(await has("none")).toEqual([false, false, false]);
  await trial.api("PATCH", "v1/config", { flexible_variants: true });
  expect(await has("w=60,metadata=keep")).toEqual([true, true, true]);
  for (const repainted of ["rotate=90", "flip=h", "brightness=1.2"]) {
    expect(await has(`w=60,metadata=keep,${repainted}`)).toEqual([true, true, true]);
    expect(await has(`w=60,${repainted}`)).toEqual([false, true, true]);
  }
  for (const variant of ["keep", "copyright"]) // WebP never carries any
    expect(await has(variant, "image/webp")).toEqual([false, false, false]);
  expect((await has("copyright", "image/avif"))[0]).toBe(false);
});

test("HF-05: place, serial number, owner, notes, thumbnail, XMP, IPTC and comment are in no stripped picture", async () => {
  const canaries = [
    "CanaryGPS",
    "CanarySerial",
    "CanaryOwner",
    "CanaryNote",
    "CanaryXmp",
    "CanaryIptc",
    "CanaryComment",
  ];
  const exif = {
    IFD0: { ImageDescription: "CanaryNote", Artist: "CanaryOwner", Copyright: "Ann Example 2026" },
    IFD2: { BodySerialNumber: "CanarySerial" },
    IFD3: { GPSMapDatum: "CanaryGPS", GPSLatitudeRef: "N", GPSLatitude: "47/1 22/1 0/1" },
  };
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>CanaryXmp</a></x:xmpmeta>';
  const jpeg = await sharp(await picture(120, 80))
    .withExif(exif)
    .withXmp(xmp)
    .jpeg()
    .toBuffer();
  const segment = (marker: number, body: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const iptc = Buffer.from(
    "Photoshop 3.0\0" + "8BIM\x04\x04\0\0\0\0\0\x0f\x1c\x02\x78\0\x0aCanaryIptc\0",
    "latin1",
  );
  const thumbnail = await picture(16, 16);
  const bytes = Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xed, iptc),
    segment(0xfe, Buffer.from("CanaryComment")),
    segment(0xe5, Buffer.concat([Buffer.from("CanaryNote"), thumbnail])),
    jpeg.subarray(2),
  ]);
  for (const canary of canaries) expect([canary, bytes.includes(canary)]).toEqual([canary, true]);
  const id = await put(bytes);
  await trial.api("PATCH", "v1/config", { flexible_variants: true });
  const described = canaries.filter((canary) => canary !== "CanaryComment"); // no part of any metadata block
  for (const kept of ["keep", "w=60,metadata=keep,rotate=90", "w=60,metadata=keep,flip=h,contrast=1.1"]) {
    const body = await get(id, kept);
    expect([kept, described.filter((canary) => !body.includes(canary))]).toEqual([kept, []]);
    expect([kept, body.includes(thumbnail.subarray(20, 60))]).toEqual([kept, false]);
  }
  expect((await get(id, "keep", "image/avif")).includes("CanaryXmp")).toBe(true);
  for (const variant of ["none", "copyright"])
    for (const accept of ["*/*", "image/webp", "image/avif"]) {
      const body = await get(id, variant, accept);
      const left = [...canaries, thumbnail.subarray(20, 60)].filter((canary) => body.includes(canary));
      expect([variant, accept, left]).toEqual([variant, accept, []]);
    }
});

test("content credentials: gone, unless the account keeps them, and then only from JPEG to JPEG", async () => {
  const boxes = Array.from({ length: 2 }, (_, n) =>
    Buffer.concat([Buffer.from([0xff, 0xeb, 0, 40]), Buffer.from("JP"), Buffer.alloc(36, `c2pa-${n}`)]),
  );
  const jpeg = await picture(90, 60);
  const id = await put(Buffer.concat([jpeg.subarray(0, 2), ...boxes, jpeg.subarray(2)]));
  const kept = async (accept?: string) => {
    const body = await get(id, "none", accept);
    expect((await look(body)).size).toEqual([60, 40]);
    return boxes.map((box) => body.includes(box));
  };
  expect(await kept()).toEqual([false, false]);
  await trial.api("PATCH", "v1/config", { preserve_content_credentials: true });
  expect(await kept()).toEqual([true, true]);
  expect(await kept("image/webp")).toEqual([false, false]);
  await trial.api("PATCH", "v1/config", { preserve_content_credentials: false });
  expect(await kept()).toEqual([false, false]);
});

test.each([
  [1, ["red", "lime", "blue", "yellow"]],
  [3, ["yellow", "blue", "lime", "red"]],
  [6, ["blue", "red", "yellow", "lime"]],
  [8, ["lime", "yellow", "red", "blue"]],
])("orientation %d is applied first, whatever happens to metadata", async (orientation, colours) => {
  const id = await put(await camera(orientation));
  for (const variant of ["keep", "none"])
    for (const accept of ["*/*", "image/webp", "image/avif"]) {
      const seen = await look(await get(id, variant, accept));
      expect([variant, accept, seen.corners]).toEqual([variant, accept, colours]);
      expect(seen.meta.orientation ?? 1).toBe(1);
      expect(seen.size).toEqual(orientation >= 5 ? [60, 90] : [60, 40]);
    }
});

async function animation(frames: number, width: number, height: number) {
  const pages = await Promise.all(
    Array.from({ length: frames }, (_, i) =>
      sharp({ create: { width, height, channels: 3, background: i % 2 ? "#00f" : "#f00" } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(pages, { join: { animated: true } })
    .gif({ delay: Array(frames).fill(100), loop: 0 })
    .toBuffer();
}

test("animations stay animated as GIF and WebP; AVIF is not chosen; anim=false is one frame", async () => {
  const id = await put(await animation(4, 100, 80), "image/gif");
  await trial.api("PATCH", "v1/config", { flexible_variants: true });
  const gif = await look(await get(id, "none"));
  expect([gif.format, gif.frames, gif.size]).toEqual(["gif", 4, [60, 48]]);
  const webp = await look(await get(id, "none", "image/avif,image/webp"));
  expect([webp.format, webp.frames]).toEqual(["webp", 4]);
  for (const options of ["fit=cover,w=30,h=30", "fit=pad,w=30,h=30", "fit=crop,w=30,h=30,g=left"]) {
    const cut = await look(await get(id, options));
    expect([options, cut.frames, cut.meta.pageHeight, cut.meta.delay?.[0]]).toEqual([options, 4, 30, 100]);
  }
  const turned = await look(await get(id, "w=30,rotate=90,flip=h,brightness=0.1"));
  expect([turned.frames, turned.size, turned.at(0.5, 0.5)]).toEqual([4, [30, 24], "red"]); // it moves, but is not turned
  const still = await look(await get(id, "w=30,anim=false", "image/webp"));
  expect([still.format, still.frames, still.at(0.5, 0.5)]).toEqual(["webp", 1, "red"]);
});

test("an animation above the limit (50 megapixels, here fewer) is served as it is, with ranges", async () => {
  const bytes = await animation(6, 200, 100);
  const id = await put(bytes, "image/gif");
  expect((await get(id, "none")).equals(bytes)).toBe(true);
  const url = `${trial.url}/${trial.accountHash}/${id}/none`;
  const part = await fetch(url, { headers: { range: "bytes=10-19" } });
  expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, bytes.subarray(10, 20)]);
});

test("one new variant, a hundred requests at once, one picture made", async () => {
  const id = await put(await picture(800, 600));
  const before = await made();
  const answers = await Promise.all(Array.from({ length: 100 }, () => fetched(id, "none")));
  expect(answers.map((answer) => answer.status)).toEqual(Array(100).fill(200));
  expect((await made()) - before).toBe(1);
});

test("a deleted image's pictures are gone, also on disk", async () => {
  const id = await put(await picture(50, 50));
  await get(id, "none");
  const { renderer } = await (
    await fetch(`${trial.url}/__control`, { headers: { authorization: `Bearer ${trial.token}` } })
  ).json();
  await trial.api("DELETE", `v1/${id}`);
  const after = await (
    await fetch(`${trial.url}/__control`, { headers: { authorization: `Bearer ${trial.token}` } })
  ).json();
  expect(after.renderer.disk.held).toBe(renderer.disk.held - 1);
  expect(after.renderer.memory.held).toBe(renderer.memory.held - 1);
});

test("SVG is cleaned, served as SVG for every variant, and inert", async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><rect width="9" height="9" onload="x()"/></svg>`;
  const id = await put(Buffer.from(svg), "image/svg+xml");
  const response = await fetched(id, "none", "image/avif,image/webp");
  expect(response.headers.get("content-type")).toBe("image/svg+xml");
  expect(response.headers.get("content-security-policy")).toMatch("default-src 'none'");
  const text = await response.text();
  expect(text).toMatch("<rect");
  expect(text).not.toMatch(/script|onload/);
  expect((await fetched(id, "f=webp,w=10")).status).toBe(415);
  const facts = await (await fetched(id, "format=json")).json();
  expect(facts).toEqual({ original: { file_size: svg.length, format: "image/svg+xml" } });
  expect(
    (await trial.api("POST", "v1", imageForm(Buffer.from("<svg><b"), {}, "x.svg", "image/svg+xml"))).status,
  ).toBe(415);
});

test("what is kept of the original changes no pixel of it", async () => {
  await trial.api("PATCH", "v1/config", { flexible_variants: true });
  const wide = sharp(await quarters(120, 80))
    .withIccProfile("p3")
    .withExif({ IFD0: { Make: "SecretCam" } });
  for (const bytes of [await camera(1), await camera(6), await wide.jpeg().toBuffer()]) {
    const id = await put(bytes);
    for (const options of ["w=60", "w=60,rotate=90,flip=h", "w=60,brightness=1.1,saturation=0.5"]) {
      const [plain, kept] = [
        await sharp(await get(id, `${options},metadata=none`))
          .raw()
          .toBuffer(),
        await sharp(await get(id, `${options},metadata=keep`))
          .raw()
          .toBuffer(),
      ];
      expect([options, bytes.length, kept.equals(plain)]).toEqual([options, bytes.length, true]);
      expect((await look(await get(id, `${options},metadata=keep`))).meta.icc).toBeUndefined(); // it is sRGB now
    }
  }
  const clear = { create: { width: 40, height: 30, channels: 4 as const, background: "#0000" } };
  const id = await put(await sharp(clear).png().toBuffer(), "image/png");
  const seen = await sharp(await get(id, "w=20,flip=h,metadata=keep", "image/avif"))
    .raw()
    .toBuffer();
  expect([seen.length, seen[3]]).toEqual([20 * 15 * 4, 0]);
});
