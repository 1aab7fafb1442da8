// Test helpers: pictures whose every corner has a colour of its own, and a look at single pixels of an answer.
import sharp from "sharp";

export const corners = { red: "#ff0000", lime: "#00ff00", blue: "#0000ff", yellow: "#ffff00" } as const;
export type Colour = keyof typeof corners | "white" | "black" | "other";

/** Red and lime above, blue and yellow below. */
export async function quarters(width: number, height: number) {
  const tile = (background: string, left: number, top: number) => ({
    input: {
      create: {
        width: left === 0 ? Math.ceil(width / 2) : Math.floor(width / 2),
        height: top === 0 ? Math.ceil(height / 2) : Math.floor(height / 2),
        channels: 3 as const,
        background,
      },
    },
    left,
    top,
  });
  const [x, y] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  return sharp({ create: { width, height, channels: 3, background: "#000" } })
    .composite([
      tile(corners.red, 0, 0),
      tile(corners.lime, x, 0),
      tile(corners.blue, 0, y),
      tile(corners.yellow, x, y),
    ])
    .png()
    .toBuffer();
}

/** The nearest named colour of a pixel, or `other` when none is near. */
function nameOf([r = 0, g = 0, b = 0]: number[]): Colour {
  const named: [Colour, number[]][] = [
    ["red", [255, 0, 0]],
    ["lime", [0, 255, 0]],
    ["blue", [0, 0, 255]],
    ["yellow", [255, 255, 0]],
    ["white", [255, 255, 255]],
    ["black", [0, 0, 0]],
  ];
  const near = ([, [R = 0, G = 0, B = 0]]: [Colour, number[]]) =>
    Math.max(Math.abs(R - r), Math.abs(G - g), Math.abs(B - b)) <= 24;
  return named.find(near)?.[0] ?? "other";
}

/** Size, format, and the colour at any fraction of width and height. */
export async function look(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const meta = await sharp(bytes, { animated: true }).metadata();
  const pixel = (x: number, y: number) => {
    const at = (y * info.width + x) * info.channels;
    return [...data.subarray(at, at + 3)];
  };
  const at = (fx: number, fy: number) =>
    nameOf(pixel(Math.round((info.width - 1) * fx), Math.round((info.height - 1) * fy)));
  return {
    size: [info.width, info.height],
    format: meta.format,
    frames: meta.pages ?? 1,
    meta,
    pixel,
    at,
    corners: [at(0.02, 0.02), at(0.98, 0.02), at(0.02, 0.98), at(0.98, 0.98)],
  };
}
