import { formatCount, formatPixels } from "@/lib/format";

type Sized = { fit: string; width: number | null; height: number | null };

const fits: Record<string, string> = {
  "scale-down": "fits inside",
  contain: "fits, may enlarge",
  cover: "fills, edges cut",
  crop: "cut to fit",
  pad: "padded",
};

/** "1,600 × 1,600, fits inside": what a variant makes of a picture. */
export function variantSize({ fit, width, height }: Sized): string {
  const size =
    width && height
      ? formatPixels(width, height)
      : width
        ? `${formatCount(width)} wide`
        : height
          ? `${formatCount(height)} high`
          : "Full size";
  return `${size}, ${fits[fit] ?? fit}`;
}

/** The variant that shows least: the smallest, and of equals one that tells no metadata; undefined of none. */
export function smallestVariant<V extends Sized & { metadata: string }>(variants: V[]): V | undefined {
  // With one side alone the other follows the picture: taken as a square. With neither it is the original's size.
  const pixels = ({ width, height }: Sized) =>
    (width ?? height ?? Number.POSITIVE_INFINITY) * (height ?? width ?? Number.POSITIVE_INFINITY);
  const tells = ["none", "copyright", "keep"];
  return variants.reduce<V | undefined>((least, variant) => {
    if (!least || pixels(variant) < pixels(least)) return variant;
    const quieter = tells.indexOf(variant.metadata) < tells.indexOf(least.metadata);
    return pixels(variant) === pixels(least) && quieter ? variant : least;
  }, undefined);
}
