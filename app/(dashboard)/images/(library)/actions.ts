"use server";

import { z } from "zod";
import { defineAction } from "@/lib/action";
import { changeView as change, deleteView as remove, saveView as save } from "@/lib/views/mutations";
import { listViews } from "@/lib/views/queries";
import { changeViewSchema, saveViewSchema, viewIdSchema } from "@/lib/views/schema";

/** Read when somebody opens the list: counting them is no part of drawing the library. */
export const loadViews = defineAction(z.object({}), listViews);

export const saveView = defineAction(saveViewSchema, save);

export const changeView = defineAction(changeViewSchema, change);

export const deleteView = defineAction(viewIdSchema, remove);
