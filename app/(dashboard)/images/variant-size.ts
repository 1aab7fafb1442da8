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
