import { z } from "zod";
import { type ImageCard, imageIdSchema } from "@/lib/images/schema";

export const saveAltTextSchema = z.object({
  imageId: imageIdSchema,
  /** What it said when the person looked; empty where it had none. */
  before: z.string().max(1000),
  altText: z
    .string()
    .trim()
    .min(1, "Say what the picture shows.")
    .max(1000, "Keep the alt text under 1,000 characters."),
});
export type SaveAltTextInput = z.output<typeof saveAltTextSchema>;
export const missingAltQuerySchema = z.object({ cursor: z.string().max(400).optional().catch(undefined) });
export type MissingAltPage = { images: ImageCard[]; next: string | null; total: number; capped: boolean };
