"use server";

import { defineAction } from "@/lib/action";
import { imageIdsSchema } from "@/lib/images/schema";
import { restoreImages as restore, trashImages as trash } from "@/lib/trash/mutations";
import { planTrash as plan } from "@/lib/trash/queries";
import { trashImagesSchema } from "@/lib/trash/schema";

// Nothing is drawn anew here: the page of an image may be gone by then, and leaves for the library itself.

/** What moving these images to the trash would change, before it is asked for. */
export const planTrash = defineAction(imageIdsSchema, plan);

/** Answers per image: one that could not be made private does not hold the others. */
export const moveToTrash = defineAction(trashImagesSchema, trash);

export const restoreImages = defineAction(imageIdsSchema, restore);
