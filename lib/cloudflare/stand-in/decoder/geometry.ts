import type { AnyFit } from "./options.ts";

export type Box = { fit: AnyFit; width?: number; height?: number };
type Size = { width: number; height: number };
export type Plan = {
  /** Size of the picture itself after scaling, before anything is cut off or added. */
  scaled: Size;
  /** Size of the answer. */
  out: Size;
};

const pixels = (n: number) => Math.max(1, Math.round(n));

/** What each `fit` makes of a picture, in whole pixels; pure arithmetic, pinned by tests. */
export function plan(width: number, height: number, box: Box): Plan {
  const W = box.width ?? (box.height === undefined ? width : (width * box.height) / height);
  const H = box.height ?? (box.width === undefined ? height : (height * box.width) / width);
  const inside = Math.min(W / width, H / height);
  const filling = Math.max(W / width, H / height);
  const at = (scale: number) => ({ width: pixels(width * scale), height: pixels(height * scale) });
  const asked = { width: pixels(W), height: pixels(H) };
  const whole = (scale: number) => ({ scaled: at(scale), out: at(scale) });
  switch (box.fit) {
    case "scale-down":
      return whole(Math.min(1, inside));
    case "scale-up":
      return whole(Math.max(1, inside));
    case "contain":
      return whole(inside);
    case "pad":
      return { scaled: at(inside), out: asked };
    case "squeeze":
      return { scaled: asked, out: asked };
    case "cover":
      return { scaled: at(filling), out: asked };
    case "crop": {
      // Never enlarged: where the source is smaller than the box in one side, only the other one is cut.
      const scaled = at(Math.min(1, filling));
      const out = {
        width: Math.min(asked.width, scaled.width),
        height: Math.min(asked.height, scaled.height),
      };
      return { scaled, out };
    }
    case "aspect-crop": {
      if (filling <= 1) return { scaled: at(filling), out: asked };
      const cut = Math.min(width / W, height / H);
      return { scaled: { width, height }, out: { width: pixels(W * cut), height: pixels(H * cut) } };
    }
  }
}
