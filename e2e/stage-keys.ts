// Keys that came and went outside Darkroom, and what that leaves to be done.
import { randomBytes } from "node:crypto";
import { searchTextOf } from "../lib/images/search.ts";
import { accountOf } from "./cloudflare.ts";
import type { Person, Product } from "./product.ts";
import { day, from, hour } from "./stage-past.ts";

const vanishing = "campaign2026";

/** One key that nobody here made, one that vanished with two live links, and new addresses of a rotation to be sent. */
export async function fillKeys(product: Product, issuer: Person, imageIds: string[]): Promise<void> {
  const { db } = product;
  const account = accountOf(product);
  await account.putKey(vanishing);
  await product.schedule("check");
  // As if it had been made here.
  const [made] = await db.signingKey.updateManyAndReturn({
    where: { name: vanishing },
    data: { foundAt: null, firstSeenAt: from(-40 * day) },
  });
  const images = await db.image.findMany({ where: { id: { in: imageIds } }, orderBy: { createdAt: "asc" } });
  for (const [at, recipient] of ["Foto Lindqvist", "Redaktion Süd, Bildredaktion"].entries()) {
    const endsAt = new Date(Math.floor(from((at + 2) * day + hour).getTime() / 1000) * 1000);
    await db.link.create({
      data: {
        purpose: "Cover options",
        recipient,
        searchText: searchTextOf("Cover options", recipient),
        endsAt,
        createdAt: from(-2 * day),
        issuedById: issuer.id,
        items: {
          create: images.slice(0, 2).map(({ id, name, cloudflareId }, item) => ({
            position: item + 1,
            imageId: id,
            imageName: name,
            cloudflareId: cloudflareId ?? "",
            variantId: "public",
            expiresAt: endsAt,
            signatureHash: randomBytes(32),
            keyId: made?.id ?? null,
          })),
        },
      },
    });
  }
  await account.deleteKey(vanishing);
  await account.putKey("shopsite");
  await product.schedule("check");
  await rotate(product);
}

/** Links that were signed with a key that has gone since, and whose holders still wait for the new address. */
async function rotate({ db }: Product) {
  const { id: keyId } = await db.signingKey.findFirstOrThrow({ where: { name: "agency2025" } });
  const purposes = ["Board review", "Printer proof", "Retouching of the sky"];
  const items = await db.linkItem.findMany({
    where: { link: { mode: "direct", OR: purposes.map((start) => ({ purpose: { startsWith: start } })) } },
  });
  await db.pastItem.createMany({
    data: items.map(({ id: itemId, position: _, ...item }) => ({
      ...item,
      itemId,
      keyId,
      signatureHash: randomBytes(32),
      pastAt: from(-day),
    })),
  });
}
