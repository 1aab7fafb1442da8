import { isCustomId } from "@/lib/cloudflare/image-id";
import type { ImageState } from "@/lib/images/schema";

/**
 * Why an image on its way to the trash is deleted for good instead: nothing of it is stored, it can never be private,
 * or a live direct link opens it and is to end.
 */
export type ForGood = "unstored" | "custom-id" | "linked";

type Leaving = { state: ImageState; cloudflareId: string | null; requireSignedUrls: boolean };

/** The dry run and the move ask the same question. `ended`: a live direct link opens it, and is to end. */
export function whyForGood(
  { state, cloudflareId, requireSignedUrls }: Leaving,
  ended: boolean,
): ForGood | null {
  if (state === "requested" || state === "pending" || state === "failed") return "unstored";
  // The trash holds only what is private.
  if (!requireSignedUrls && cloudflareId !== null && isCustomId(cloudflareId)) return "custom-id";
  return ended ? "linked" : null;
}
