import "server-only";
import { isCustomId } from "@/lib/cloudflare/image-id";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { ownVariantIds } from "@/lib/images/schema";

export type Shareable = { id: string; name: string; cloudflareId: string };

const columns = {
  id: true,
  name: true,
  state: true,
  cloudflareId: true,
  requireSignedUrls: true,
  privacyPendingAt: true,
  trashedAt: true,
  goneAt: true,
} as const;

/** The images of a link in the order asked for; throws for the first that a link would not protect or open. */
export async function readShareable(imageIds: string[]): Promise<Shareable[]> {
  const rows = await db().image.findMany({ where: { id: { in: imageIds } }, select: columns });
  const one = imageIds.length === 1;
  return imageIds.map((wanted) => {
    const image = rows.find(({ id }) => id === wanted);
    if (!image || image.state === "deleting")
      throw new AppError(
        "NOT_FOUND",
        one
          ? "This image is not here any more. It may have been deleted."
          : "One of the images is not here any more. It may have been deleted. Nothing was created.",
      );
    if (image.trashedAt)
      throw new AppError(
        "CONFLICT",
        `${one ? "This image" : image.name} is in the trash. Restore it before you let anybody see it.`,
      );
    if (image.goneAt)
      throw new AppError(
        "CONFLICT",
        `${one ? "This image" : image.name} is gone at Cloudflare, so a link to it would open nothing. It was deleted outside Darkroom.`,
      );
    const it = one ? "Its" : `${image.name}: its`;
    if (image.state !== "ready" || !image.cloudflareId)
      throw new AppError("CONFLICT", `${it} upload is not finished. Create the link when it is.`);
    if (image.privacyPendingAt)
      throw new AppError(
        "CONFLICT",
        `${one ? "A" : `${image.name}: a`} change of its privacy is under way. Create the link when its outcome is known, in a minute or so.`,
      );
    if (!image.requireSignedUrls && isCustomId(image.cloudflareId))
      throw new AppError(
        "INVALID",
        `${one ? "This image" : image.name} is stored under an id of somebody's choosing: it can never be private, so a signed link would protect nothing. Copy it to an id of Cloudflare's own, and share the copy.`,
      );
    if (!image.requireSignedUrls)
      throw new AppError(
        "INVALID",
        `${one ? "This image" : image.name} is public: anyone with its address can see it, so a signed link would protect nothing. Share the plain address, or make the image private first.`,
      );
    const { id, name, cloudflareId } = image;
    return { id, name, cloudflareId };
  });
}

/** Throws unless each variant exists and shows nothing without a link. */
export async function assertUsefulVariants(variantIds: string[]): Promise<void> {
  const refuse = (message: string) => new AppError("INVALID", message, { fields: { variantIds: message } });
  const rows = await db().variant.findMany({
    where: { id: { in: variantIds } },
    select: { id: true, alwaysPublic: true },
  });
  for (const variantId of variantIds) {
    if (ownVariantIds.includes(variantId))
      throw refuse("This variant is for Darkroom's own screens. Choose another one.");
    const variant = rows.find(({ id }) => id === variantId);
    if (!variant)
      throw refuse(`There is no variant named ${variantId}. Choose another one, or check the account first.`);
    if (variant.alwaysPublic)
      throw refuse(
        `The variant ${variantId} is always public: anyone can see the image in it, so a signed link would protect nothing. Choose another variant.`,
      );
  }
}

/**
 * Waits until the images are ours alone and looks again: one that is on its way out, or was just made public, gets
 * no link, and whoever else makes one now chooses their second after ours is taken. In one order, so that two
 * batches over the same images cannot wait for each other.
 */
export async function holdImages(tx: Tx, images: Shareable[]): Promise<void> {
  const still = await tx.$queryRaw<{ cloudflareId: string }[]>`
    SELECT "cloudflareId" FROM "Image" WHERE "id" = ANY(${images.map(({ id }) => id)}::uuid[])
      AND "state" = 'ready' AND "requireSignedUrls" AND "trashedAt" IS NULL AND "privacyPendingAt" IS NULL
      AND "goneAt" IS NULL
    ORDER BY "id" FOR NO KEY UPDATE`;
  const there = new Set(still.map(({ cloudflareId }) => cloudflareId));
  if (images.every(({ cloudflareId }) => there.has(cloudflareId))) return;
  throw new AppError(
    "CONFLICT",
    images.length === 1
      ? "The image changed just now. Nothing was created. Look at it again."
      : "One of the images changed just now. Nothing was created. Look at them again.",
  );
}
