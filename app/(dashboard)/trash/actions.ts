"use server";

import { refresh } from "next/cache";
import { defineAction } from "@/lib/action";
import { deleteImages } from "@/lib/images/mutations";
import { imageIdsSchema } from "@/lib/images/schema";
import { restoreImages } from "@/lib/trash/mutations";

export const takeBack = defineAction(imageIdsSchema, (actor, input) =>
  restoreImages(actor, input).finally(refresh),
);

export const deleteForGood = defineAction(imageIdsSchema, (actor, input) =>
  deleteImages(actor, input).finally(refresh),
);
