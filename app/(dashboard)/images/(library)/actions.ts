"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import { deleteImages } from "@/lib/images/mutations";
import { imageIdsSchema } from "@/lib/images/schema";

/** Answers per image: one that Cloudflare did not let go does not hold the others. */
export const deleteSelected = defineAction(imageIdsSchema, async (actor, input) => {
  const outcomes = await deleteImages(actor, input);
  refresh();
  return outcomes;
});
