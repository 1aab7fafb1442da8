import "server-only";
import type { SaveAltTextInput } from "@/lib/alt-text/schema";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { imageSearchText } from "@/lib/images/search";

/** Writes alt text where there is none. Throws CONFLICT when somebody wrote one meanwhile: theirs stays. */
export async function saveAltText(actor: Actor, { imageId: id, altText }: SaveAltTextInput): Promise<void> {
  assertCan(actor, "image:edit");
  await db().$transaction(async (tx) => {
    const image = await tx.image.findUnique({
      where: { id },
      select: { name: true, fileName: true, tags: true },
    });
    const { count } = await tx.image.updateMany({
      where: { id, altText: "", state: { not: "deleting" }, trashedAt: null, name: image?.name ?? "" },
      data: {
        altText,
        ...(image && { searchText: imageSearchText({ ...image, altText }) }),
        version: { increment: 1 },
      },
    });
    if (count === 0 || !image)
      throw new AppError(
        "CONFLICT",
        "Somebody wrote its alt text meanwhile, or it is gone. Nothing was overwritten.",
      );
    await recordAudit(tx, actor, {
      action: "image.edited",
      subject: { type: "image", id, name: image.name },
      details: { changed: ["alt text"] },
    });
  });
}
