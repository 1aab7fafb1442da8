"use server";

import { defineAction } from "@/lib/action";
import { saveAltText as save } from "@/lib/alt-text/mutations";
import { saveAltTextSchema } from "@/lib/alt-text/schema";

/** Nothing is drawn anew: the row says that it is saved, and the next one must not move under the hands. */
export const saveAltText = defineAction(saveAltTextSchema, save);
