// What the account holds besides: an earlier import with its findings, and images that are still to be imported.
import { createHash } from "node:crypto";
import { searchTextOf, sortNameOf } from "../lib/images/search.ts";
import { storeOutside } from "./cloudflare.ts";
import type { Person, Product } from "./product.ts";
import { samplePhotos } from "./seed.ts";

const from = (milliseconds: number) => new Date(Date.now() + milliseconds);
const hour = 3_600_000;

/** Returns our id of an image under an id of somebody's choosing. */
export async function fillImport(product: Product, admin: Person): Promise<string> {
  const { db } = product;
  const bytes = samplePhotos()[2]?.bytes ?? Buffer.alloc(0);
  const { id: importId } = await db.import.create({
    data: {
      state: "done",
      expected: 1_412,
      read: 1_412,
      importedPrivate: 400,
      importedPublic: 1_009,
      customIds: 12,
      rebuilt: 3,
      startedAt: from(-26 * hour),
      finishedAt: from(-25.9 * hour),
      startedById: admin.id,
    },
  });
  const finding = (kind: "changed" | "refused", name: string, reason: string) => ({
    importId,
    kind,
    key: createHash("sha256").update(name).digest("hex"),
    cloudflareId: name,
    name,
    reason,
  });
  await db.importFinding.createMany({
    data: [
      finding("changed", "Wing over the coast", "was private here, is public at Cloudflare"),
      finding("refused", "ä".repeat(40), "its id is longer than Darkroom can keep"),
    ],
  });
  const cloudflareId = await storeOutside(product, {
    bytes,
    name: "shop-window.jpg",
    fields: { id: "campaign/autumn 2026/shop window 50%.jpg" },
  });
  const name = "Shop window, autumn";
  const { id } = await db.image.create({
    data: {
      uploadKey: crypto.randomUUID(),
      cloudflareId,
      state: "ready",
      requireSignedUrls: false,
      name,
      fileName: "shop-window.jpg",
      searchText: searchTextOf(name),
      sortName: sortNameOf(name),
      checkedAt: from(0),
      createdAt: from(-200 * hour),
      readyAt: from(-200 * hour),
      uploadedById: admin.id,
      importId,
    },
  });
  for (const [at, isPrivate] of ["true", "true", "false"].entries())
    await storeOutside(product, { bytes, name: `left-${at}.jpg`, fields: { requireSignedURLs: isPrivate } });
  await storeOutside(product, { bytes, name: "left-3.jpg", fields: { id: "press/left" } });
  await product.schedule("check");
  return id;
}
