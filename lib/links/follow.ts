import "server-only";
import type { Tx } from "@/lib/db";

/**
 * After Cloudflare gave an image another id: gated links follow, because each visit is signed anew. An address that was
 * signed for the old id opens nothing any more, so its item lets go of the image, and its link is dead.
 */
export async function followImage(
  tx: Tx,
  { imageId, cloudflareId }: { imageId: string; cloudflareId: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "LinkItem" SET
      "cloudflareId" = CASE WHEN "keyId" IS NULL THEN ${cloudflareId} ELSE "cloudflareId" END,
      "imageId" = CASE WHEN "keyId" IS NULL THEN "imageId" END
    WHERE "imageId" = ${imageId}::uuid AND "cloudflareId" <> ${cloudflareId}`;
}
