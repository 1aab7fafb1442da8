import { z } from "zod";

export const fits = ["scale-down", "contain", "cover", "crop", "pad"] as const;
export const metadataModes = ["none", "copyright", "keep"] as const;
/** Cloudflare's account limit. */
export const maxVariants = 100;
const side = z.coerce.number().int().min(1, "At least 1 pixel.").max(9999, "At most 9,999 pixels.");

export const variantIdSchema = z
  .string()
  .regex(/^[a-zA-Z0-9]{1,99}$/, "Letters and digits only, at most 99. No spaces, hyphens or underscores.");
const options = {
  fit: z.enum(fits),
  width: side,
  height: side,
  metadata: z.enum(metadataModes),
  alwaysPublic: z.boolean(),
  /**
   * How many private images the person was told this opens. Required when it opens any: if the count has
   * grown since, nothing is changed and the new count is shown.
   */
  confirmedCount: z.number().int().min(0).optional(),
};
export const createVariantSchema = z.object({ id: variantIdSchema, ...options });
export const editVariantSchema = z.object({ id: variantIdSchema, ...options });
export const variantRefSchema = z.object({ id: variantIdSchema });
export const deleteVariantSchema = variantRefSchema.extend({
  /** How many live links the person was told this breaks. Required when there are any. */
  confirmedLinks: z.number().int().min(0).optional(),
});
export type DeleteVariantInput = z.output<typeof deleteVariantSchema>;
export type CreateVariantInput = z.output<typeof createVariantSchema>;
export type EditVariantInput = z.output<typeof editVariantSchema>;

export type VariantRow = {
  id: string;
  fit: string;
  width: number | null;
  height: number | null;
  metadata: string;
  alwaysPublic: boolean;
  /** Made by Darkroom for its own screens: cannot be opened, changed or deleted here. */
  own: boolean;
  liveLinks: number;
  checkedAt: Date;
};

/** What saving would do, counted before the click. */
export type BlastRadius = {
  /** Every private image at Cloudflare, also those that were not uploaded here. */
  privateImages: number;
  /** How many of them were not uploaded here. */
  foreignImages: number;
  liveLinks: number;
  /** A few of them, signed small pictures. */
  sample: { id: string; name: string; thumbUrl: string; placeholder: string | null }[];
};
