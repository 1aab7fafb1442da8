export const fits = ["scale-down", "contain", "cover", "crop", "pad"] as const;
/** Modes a named variant can have; the others exist for flexible variants only. */
export type Fit = (typeof fits)[number];
export const flexibleFits = [...fits, "aspect-crop", "squeeze", "scale-up"] as const;
export type AnyFit = (typeof flexibleFits)[number];

/** A point of the picture that cropping keeps, 0 to 1 from the left and the top; or let the encoder look for one. */
export type Gravity = { x: number; y: number } | "auto";

/** Everything that decides the pixels of an answer, besides its format. */
export type PictureOptions = {
  fit: AnyFit;
  width?: number;
  height?: number;
  metadata: "keep" | "copyright" | "none";
  anim?: boolean;
  background?: string;
  blur?: number;
  brightness?: number;
  contrast?: number;
  gamma?: number;
  saturation?: number;
  sharpen?: number;
  flip?: "h" | "v" | "hv";
  rotate?: 90 | 180 | 270;
  gravity?: Gravity;
  /** 1 to 100; 85 when absent. */
  quality?: number;
  baseline?: boolean;
  /** Content credentials are carried over, from JPEG to JPEG. */
  credentials?: true;
  /** Pixels cut off before anything else. */
  trim?: { top: number; right: number; bottom: number; left: number };
};
