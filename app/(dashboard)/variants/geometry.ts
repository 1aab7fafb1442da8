export type Size = { width: number; height: number };
export type Frame = Size & { x: number; y: number };

/** What comes out, and where the whole picture lies relative to it: outside is cut off, inside is padding. */
export type Fitted = { output: Size; picture: Frame };

const scaled = ({ width, height }: Size, by: number): Size => ({ width: width * by, height: height * by });
const rounded = ({ width, height }: Size): Size => ({
  width: Math.max(1, Math.round(width)),
  height: Math.max(1, Math.round(height)),
});
const centred = (picture: Size, output: Size): Frame => ({
  ...picture,
  x: (output.width - picture.width) / 2,
  y: (output.height - picture.height) / 2,
});

/** Cloudflare's rules for named variants (docs: create variants, fit). Pixels. Unknown fits act as scale-down. */
export function fitted(fit: string, source: Size, box: Size): Fitted {
  const inside = Math.min(box.width / source.width, box.height / source.height);
  const over = Math.max(box.width / source.width, box.height / source.height);
  const whole = (by: number): Fitted => {
    const output = rounded(scaled(source, by));
    return { output, picture: { ...output, x: 0, y: 0 } };
  };
  const filled = (): Fitted => ({ output: box, picture: centred(scaled(source, over), box) });
  if (fit === "contain") return whole(inside);
  if (fit === "cover") return filled();
  if (fit === "pad") return { output: box, picture: centred(scaled(source, inside), box) };
  if (fit === "crop" && over <= 1) return filled();
  return whole(Math.min(1, inside));
}
