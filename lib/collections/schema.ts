import { z } from "zod";
import type { ImageCard } from "@/lib/images/schema";

export const collectionIdSchema = z.object({ collectionId: z.uuid("That is not a collection of ours.") });
export type CollectionIdInput = z.output<typeof collectionIdSchema>;

const name = z.string().trim().min(1, "Give it a name.").max(120, "Keep the name under 120 characters.");
const description = z.string().trim().max(2000, "Keep the description under 2,000 characters.");
export const createCollectionSchema = z.object({ name, description: description.default("") });
export type CreateCollectionInput = z.output<typeof createCollectionSchema>;
export const editCollectionSchema = collectionIdSchema.extend({
  version: z.number().int(),
  name,
  description,
});
export type EditCollectionInput = z.output<typeof editCollectionSchema>;
export const chooseCoverSchema = collectionIdSchema.extend({
  /** One of its own images; null shows the first. */
  imageId: z.uuid().nullable(),
});
export type ChooseCoverInput = z.output<typeof chooseCoverSchema>;
export const moveInCollectionSchema = collectionIdSchema.extend({
  imageId: z.uuid(),
  to: z.union([
    /** The image it is to follow; null puts it first. */
    z.object({ afterId: z.uuid().nullable() }),
    /** Its number among what is shown, from 1; beyond the last one it is the last. */
    z.object({ place: z.number().int().min(1).max(2_000_000_000) }),
  ]),
});
export type MoveInCollectionInput = z.output<typeof moveInCollectionSchema>;
/** Words of a collection's name. */
export const findCollectionsSchema = z.object({ q: z.string().trim().max(120).catch("") });
export type FindCollectionsInput = z.output<typeof findCollectionsSchema>;
export const collectionQuerySchema = z.object({ cursor: z.string().max(400).optional().catch(undefined) });

export type CollectionSummary = {
  id: string;
  name: string;
  description: string;
  images: number;
  cover: ImageCard | null;
  createdAt: Date;
};
/** By name, as many as are shown; `more`: there are others, which words of their names find. */
export type CollectionList = { collections: CollectionSummary[]; more: boolean };
export type CollectionDetail = CollectionSummary & {
  version: number;
  coverId: string | null;
  createdBy: string;
  /** In the collection's own order; what is in the trash is left out. */
  members: ImageCard[];
  /**
   * The number of the first of them, as many as the pages before had, and how many there are: what is in the trash has
   * none.
   */
  from: number;
  shown: number;
  next: string | null;
};
/** Among how many it stands now; its number is known to whoever asked. */
export type MovedTo = { of: number };
/** For choosing one. */
export type CollectionName = { id: string; name: string; images: number };
export type CollectionNames = { names: CollectionName[]; more: boolean };
