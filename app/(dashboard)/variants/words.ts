import { formatCount, formatPixels } from "@/lib/format";
import type { VariantRow } from "@/lib/variants/schema";

/** What a fit does to a picture, for people who do not know the word. */
export const fitWords: Record<string, { short: string; long: string }> = {
  "scale-down": {
    short: "whole picture, never enlarged",
    long: "The whole picture, made smaller to fit. Never enlarged.",
  },
  contain: {
    short: "whole picture, may be enlarged",
    long: "The whole picture, made smaller or larger to fit.",
  },
  cover: {
    short: "filled, edges cut off",
    long: "Fills the box exactly; what is left over is cut off, centred.",
  },
  crop: {
    short: "edges cut off, never enlarged",
    long: "Large pictures fill the box and lose their edges; small ones stay as they are.",
  },
  pad: { short: "whole picture on white", long: "The whole picture, with white ground to fill the box." },
};

export const metadataWords: Record<string, { short: string; long: string }> = {
  none: { short: "Metadata removed", long: "Everything is removed: camera, date, and where it was taken." },
  copyright: { short: "Copyright kept", long: "Only the copyright line stays." },
  keep: { short: "All metadata kept", long: "Everything stays, also where a picture was taken." },
};

/** "480 × 480", or what is known of it. */
export function sizeInWords({ width, height }: Pick<VariantRow, "width" | "height">): string {
  if (width && height) return formatPixels(width, height);
  if (width) return `${formatCount(width)} wide`;
  return height ? `${formatCount(height)} high` : "Original size";
}

/** Why there is no button to delete or change a variant; null when there is. */
export function lockReason({ id, own }: Pick<VariantRow, "id" | "own">): string | null {
  if (own) return "Darkroom shows its own screens with it.";
  return id === "public" ? "Cloudflare keeps this one; it can be changed, not deleted." : null;
}
