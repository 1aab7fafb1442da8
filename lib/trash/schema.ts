import { z } from "zod";
import { imageIdSchema } from "@/lib/images/schema";

/** How long an image stays in the trash before it is deleted for good, in days. */
export const keepDays = 30;

/**
 * What becomes of images that live direct links open. `stop`: into the trash, and from there to a new address, so that
 * every link to the old one is refused. `keep`: into the trash, and the links go on opening them until their own end.
 * `end`: deleted for good now.
 */
export const linksChoiceSchema = z.enum(["stop", "keep", "end"]);
export type LinksChoice = z.output<typeof linksChoiceSchema>;

export const trashImagesSchema = z.object({
  imageIds: z.array(imageIdSchema).min(1).max(100),
  links: linksChoiceSchema,
});
export type TrashImagesInput = z.output<typeof trashImagesSchema>;

/** Per image: where it went, or why it stays where it was. */
export type Trashing =
  | { imageId: string; ok: true; to: "trash" | "deleted" }
  | { imageId: string; ok: false; message: string };
export type Restoring = { imageId: string; ok: boolean; message?: string };

/** What moving images to the trash would mean for who can see them. */
export type TrashPlan = {
  images: number;
  /** Public ones are made private first. */
  open: number;
  /** Stored ones that an unended direct link opens, and how many links that are. */
  linked: number;
  links: number;
  /** Nothing of them is stored: they are removed for good. */
  unstored: number;
  /** Under an id of somebody's choosing: they can never be private, so they are deleted for good instead. */
  forever: number;
};

export const trashQuerySchema = z.object({
  /** A question as the library's query bar reads it. */
  q: z.string().trim().max(400).catch(""),
  cursor: z.string().max(400).optional().catch(undefined),
});
export type TrashQuery = z.output<typeof trashQuerySchema>;
