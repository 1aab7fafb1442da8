"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/lib/action";
import { createVariant, deleteVariant, editVariant } from "@/lib/variants/mutations";
import { getBlastRadius } from "@/lib/variants/queries";
import {
  createVariantSchema,
  deleteVariantSchema,
  editVariantSchema,
  variantIdSchema,
} from "@/lib/variants/schema";

export const addVariant = defineAction(createVariantSchema, async (actor, input) => {
  await createVariant(actor, input);
  refresh();
});

export const saveVariant = defineAction(editVariantSchema, async (actor, input) => {
  await editVariant(actor, input);
  refresh();
});

export const removeVariant = defineAction(deleteVariantSchema, async (actor, input) => {
  await deleteVariant(actor, input);
  refresh();
});

/** Counted before the click. A variant without a valid name yet opens just as many images. */
export const measureOpening = defineAction(
  z.object({ id: variantIdSchema.catch("unnamed") }),
  getBlastRadius,
);
