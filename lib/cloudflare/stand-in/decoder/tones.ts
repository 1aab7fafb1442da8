import type { PictureOptions } from "./options.ts";

// For these three, Cloudflare documents that 0 is ignored.
export const hasTones = ({ brightness, contrast, gamma }: PictureOptions) =>
  Boolean(brightness || contrast || gamma);

/** Brightness, contrast and gamma as one table over the colour channels of raw 8-bit pixels; alpha stays. */
export function adjust(pixels: Buffer, channels: number, options: PictureOptions): void {
  const table = new Uint8ClampedArray(256);
  for (let n = 0; n < 256; n++) {
    const bright = n * (options.brightness || 1);
    const contrasted = (bright - 127.5) * (options.contrast || 1) + 127.5;
    table[n] = 255 * (Math.min(255, Math.max(0, contrasted)) / 255) ** (1 / (options.gamma || 1));
  }
  const colours = channels === 2 || channels === 4 ? channels - 1 : channels;
  for (let at = 0; at < pixels.length; at += channels)
    for (let c = at; c < at + colours; c++) pixels[c] = table[pixels[c] ?? 0] ?? 0;
}
