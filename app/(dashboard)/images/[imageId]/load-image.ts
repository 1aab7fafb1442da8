import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { getImage } from "@/lib/images/queries";
import { imageIdSchema } from "@/lib/images/schema";

/** The image of this page, read once for its title and its body; a page that is not there when it is gone. */
export const loadImage = cache(async (imageId: string) => {
  const actor = await requireActor();
  if (!imageIdSchema.safeParse(imageId).success) notFound();
  return getImage(actor, { imageId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
});
