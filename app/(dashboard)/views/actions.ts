"use server";

import { defineAction } from "@/lib/action";
import { changeView as change, deleteView as remove, saveView as save } from "@/lib/views/mutations";
import { listViews } from "@/lib/views/queries";
import { changeViewSchema, saveViewSchema, viewIdSchema, viewKindSchema } from "@/lib/views/schema";

// Views of images and of links are kept the same way; the library and the ledger share this.

/** Read when somebody opens the list: counting them is no part of drawing the screen. */
export const loadViews = defineAction(viewKindSchema, listViews);

export const saveView = defineAction(saveViewSchema, save);

export const changeView = defineAction(changeViewSchema, change);

export const deleteView = defineAction(viewIdSchema, remove);
