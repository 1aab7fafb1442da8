import { z } from "zod";
import { imageIdSchema } from "@/lib/images/schema";
import { maxImages } from "@/lib/links/schema";

/** A variant to choose, with a signed preview of the first image. */
export type LinkVariant = {
  id: string;
  fit: string;
  width: number | null;
  height: number | null;
  metadata: string;
  previewUrl: string | null;
};
/** What can be shared of some images: those a link would protect, the others by name, and in which variants. */
export type LinkChoices = {
  images: ShareImage[];
  left: string[];
  variants: LinkVariant[];
  /** The longest life that the role may give, in days. */
  maxDays: number;
};
export type ShareImage = {
  id: string;
  name: string;
  width: number | null;
  height: number | null;
  placeholder: string | null;
  hasLocation: boolean | null;
  thumbUrl: string | null;
};
export const linkChoicesSchema = z.object({ imageIds: z.array(imageIdSchema).min(1).max(maxImages) });
