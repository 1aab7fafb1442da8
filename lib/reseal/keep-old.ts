import "server-only";
import type { Tx } from "@/lib/db";
import { imageSearchText } from "@/lib/images/search";
import type { ResealWork } from "@/lib/reseal/work";

/**
 * The old image stays at Cloudflare, as open as it was, so it gets a row of its own: what is stored there is watched
 * and can be deleted from here. Facts are those of the copied row, which are facts of its bytes.
 */
export async function keepOld(tx: Tx, { id, imageId, oldCloudflareId }: ResealWork): Promise<void> {
  const row = await tx.image.findUniqueOrThrow({
    where: { id: imageId },
    select: {
      name: true,
      fileName: true,
      sortName: true,
      mimeType: true,
      bytes: true,
      width: true,
      height: true,
      sha256: true,
      hasLocation: true,
      placeholder: true,
      createdAt: true,
      readyAt: true,
      checkedAt: true,
      uploadedById: true,
      importId: true,
    },
  });
  await tx.image.create({
    data: {
      ...row,
      uploadKey: `kept:${id}`,
      cloudflareId: oldCloudflareId,
      state: "ready",
      requireSignedUrls: false,
      searchText: imageSearchText({ ...row, tags: [] }),
      notes: "The public image that was copied to a private one. Whoever has its address can still see it.",
    },
  });
}
