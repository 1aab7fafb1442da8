import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { ownVariantIds } from "@/lib/images/schema";
import { searchTextOf } from "@/lib/images/search";
import type { AccountKey } from "@/lib/keys/mirror";
import { currentKey, signLink } from "@/lib/keys/signing";
import { endBounds, endProblem, freeEnd, maxShift } from "@/lib/links/rules";
import type { CreatedLink, CreateLinkInput } from "@/lib/links/schema";

/**
 * Writes a ledger entry and answers its signed URL, once: neither the URL nor the signature is stored. The end
 * may move by some seconds so that no two entries share a signature; the answer says what was signed.
 */
export async function createLink(actor: Actor, input: CreateLinkInput): Promise<CreatedLink> {
  assertCan(actor, "link:create");
  const problem = endProblem(input.endsAt, actor.role, clock.now());
  if (problem) throw new AppError("INVALID", problem, { fields: { endsAt: problem } });
  const image = await readShareable(input.imageId);
  await assertUsefulVariant(input.variantId);
  const key = await currentKey();
  return db().$transaction((tx) => writeEntry(tx, actor, { input, image, key }));
}

type Shareable = { id: string; name: string; cloudflareId: string };

async function readShareable(imageId: string): Promise<Shareable> {
  const image = await db().image.findUnique({
    where: { id: imageId },
    select: {
      id: true,
      name: true,
      state: true,
      cloudflareId: true,
      requireSignedUrls: true,
      privacyPendingAt: true,
      trashedAt: true,
    },
  });
  if (!image || image.state === "deleting")
    throw new AppError("NOT_FOUND", "This image is not here any more. It may have been deleted.");
  if (image.trashedAt)
    throw new AppError("CONFLICT", "This image is in the trash. Restore it before you let anybody see it.");
  if (image.state !== "ready" || !image.cloudflareId)
    throw new AppError("CONFLICT", "Its upload is not finished. Create the link when it is.");
  if (image.privacyPendingAt)
    throw new AppError(
      "CONFLICT",
      "A change of its privacy is under way. Create the link when its outcome is known, in a minute or so.",
    );
  if (!image.requireSignedUrls)
    throw new AppError(
      "INVALID",
      "This image is public: anyone with its address can see it, so a signed link would protect nothing. Share the plain address, or make the image private first.",
    );
  const { id, name, cloudflareId } = image;
  return { id, name, cloudflareId };
}

async function assertUsefulVariant(variantId: string): Promise<void> {
  const refuse = (message: string) => new AppError("INVALID", message, { fields: { variantId: message } });
  if (ownVariantIds.includes(variantId))
    throw refuse("This variant is for Darkroom's own screens. Choose another one.");
  const variant = await db().variant.findUnique({
    where: { id: variantId },
    select: { alwaysPublic: true },
  });
  if (!variant)
    throw refuse(`There is no variant named ${variantId}. Choose another one, or check the account first.`);
  if (variant.alwaysPublic)
    throw refuse(
      `The variant ${variantId} is always public: anyone can see the image in it, so a signed link would protect nothing. Choose another variant.`,
    );
}

/**
 * Waits until the image is ours alone and looks again: one that is on its way out, or was just made public, gets
 * no link, and whoever else makes one now chooses their second after ours is taken.
 */
async function holdImage(tx: Tx, { id, cloudflareId }: Shareable): Promise<void> {
  const [still] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Image" WHERE "id" = ${id}::uuid AND "state" = 'ready' AND "requireSignedUrls"
      AND "trashedAt" IS NULL AND "privacyPendingAt" IS NULL AND "cloudflareId" = ${cloudflareId} FOR NO KEY UPDATE`;
  if (!still)
    throw new AppError("CONFLICT", "The image changed just now. Nothing was created. Look at it again.");
}

/** The whole second nearest to the wish that no other entry of this image, variant and key has. */
async function findEnd(
  tx: Tx,
  actor: Actor,
  { wish, ...one }: { cloudflareId: string; variantId: string; keyId: string; wish: Date },
): Promise<Date> {
  const reach = (maxShift + 60) * 1000;
  const near = { gte: new Date(wish.getTime() - reach), lte: new Date(wish.getTime() + reach) };
  const others = await tx.linkItem.findMany({
    where: { ...one, expiresAt: near },
    select: { expiresAt: true },
  });
  const taken = new Set(others.map(({ expiresAt }) => expiresAt.getTime()));
  const end = freeEnd(wish, endBounds(actor.role, clock.now()), taken);
  if (end) return end;
  throw new AppError(
    "CONFLICT",
    "Too many links to this image end at this very minute. Nothing was created. Choose an end a few minutes apart.",
  );
}

type Entry = { input: CreateLinkInput; image: Shareable; key: AccountKey };

async function writeEntry(tx: Tx, actor: Actor, { input, image, key }: Entry): Promise<CreatedLink> {
  const { purpose, recipient, variantId } = input;
  const { cloudflareId, name: imageName } = image;
  await holdImage(tx, image);
  const keyId = key.id;
  const expiresAt = await findEnd(tx, actor, { cloudflareId, variantId, keyId, wish: input.endsAt });
  const { url, signatureHash } = signLink({ cloudflareId, variantId, expiresAt }, key);
  const { id } = await tx.link.create({
    data: {
      purpose,
      recipient,
      note: input.note ?? "",
      searchText: searchTextOf(purpose, recipient, imageName),
      endsAt: expiresAt,
      createdAt: clock.now(),
      issuedById: actor.id,
      items: {
        create: { imageId: image.id, imageName, cloudflareId, variantId, expiresAt, signatureHash, keyId },
      },
    },
    select: { id: true },
  });
  await recordAudit(tx, actor, {
    action: "link.created",
    subject: { type: "link", id, name: imageName },
    details: {
      imageId: image.id,
      imageName,
      variantId,
      purpose,
      recipient,
      endsAt: expiresAt.toISOString(),
      keyName: key.name,
    },
  });
  return { linkId: id, url, endsAt: expiresAt, keyName: key.name };
}
