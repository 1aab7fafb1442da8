import type { ExposureColumns } from "@/lib/exposure/schema";

/** Who can see an image whose upload is not finished, in a sentence. */
export function notYet({ state, cloudflareId, requireSignedUrls }: ExposureColumns): string {
  switch (state) {
    case "failed":
      return cloudflareId
        ? "The upload failed, and what it left at Cloudflare is being removed. Until that is confirmed, Cloudflare may still hold it."
        : "Nobody can see it: the upload failed.";
    case "deleting":
      return "Nobody can see it: the upload was cancelled before it arrived.";
    case "received":
      return "It has arrived and is being measured; Cloudflare was told to keep it private.";
    default:
      return requireSignedUrls
        ? "Nobody can see it yet: the upload is not finished. It will be private from its first moment."
        : "Nobody can see it yet: the upload is not finished. Anyone with its address will see it then.";
  }
}
