import "server-only";
import type { SaveAltTextInput } from "@/lib/alt-text/schema";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { imageSearchText } from "@/lib/images/search";

/**
 * Writes alt text in place of the words that the person saw; answers it as it is kept. Throws CONFLICT where other
 * words are there by now, which stay, and NOT_FOUND where the image went.
 */
export async function saveAltText(
  actor: Actor,
  { imageId: id, before, altText }: SaveAltTextInput,
): Promise<{ altText: string }> {
  assertCan(actor, "image:edit");
  return db().$transaction(async (tx) => {
    // Held, because what is searched is made from tags that somebody else may be writing.
    const [image] = await tx.$queryRaw<{ name: string; fileName: string; tags: string[]; altText: string }[]>`
      SELECT "name", "fileName", "tags", "altText" FROM "Image"
      WHERE "id" = ${id}::uuid AND "state" <> 'deleting' AND "trashedAt" IS NULL FOR UPDATE`;
    if (!image)
      throw new AppError("NOT_FOUND", "This image is not in the library any more. Nothing was saved.");
    if (image.altText !== before)
      throw new AppError(
        "CONFLICT",
        image.altText === ""
          ? "Somebody took its alt text away meanwhile. Nothing was saved. Open the image to see it."
          : `Somebody else wrote its alt text meanwhile: “${image.altText}”. It was not overwritten. Open the image to change it.`,
      );
    await tx.image.update({
      where: { id },
      data: { altText, searchText: imageSearchText({ ...image, altText }), version: { increment: 1 } },
    });
    await recordAudit(tx, actor, {
      action: "image.edited",
      subject: { type: "image", id, name: image.name },
      details: { changed: ["alt text"] },
    });
    return { altText };
  });
}
