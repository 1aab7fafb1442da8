"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import { suggestContacts as suggest } from "@/lib/contacts/queries";
import { contactSearchSchema } from "@/lib/contacts/schema";
import { listPicked } from "@/lib/images/picked";
import { imageIdsSchema } from "@/lib/images/schema";
import { linkChoicesSchema } from "@/lib/links/choices-schema";
import { createLinks as create } from "@/lib/links/mutations";
import { getLinkChoices } from "@/lib/links/queries";
import { createLinksSchema } from "@/lib/links/schema";
import { restoreImages as restore, trashImages as trash } from "@/lib/trash/mutations";
import { planTrash as plan } from "@/lib/trash/queries";
import { trashImagesSchema } from "@/lib/trash/schema";

// Of the trash nothing is drawn anew here: the page of an image may be gone by then, and leaves for the library itself.

/** What moving these images to the trash would change, before it is asked for. */
export const planTrash = defineAction(imageIdsSchema, plan);

/** Answers per image: one that could not be made private does not hold the others. */
export const moveToTrash = defineAction(trashImagesSchema, trash);

export const restoreImages = defineAction(imageIdsSchema, restore);

/** Drawn anew even when it failed: half of these failures change what the screen must say. */
export const createLinks = defineAction(createLinksSchema, (actor, input) =>
  create(actor, input).finally(refresh),
);

export const readLinkChoices = defineAction(linkChoicesSchema, getLinkChoices);

export const suggestContacts = defineAction(contactSearchSchema, suggest);

/** What is ticked, for a list that shows something else. */
export const readPicked = defineAction(imageIdsSchema, listPicked);
