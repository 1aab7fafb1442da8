// Many images at once: a page full of real pictures at Cloudflare, the rest as rows only.
import sharp from "sharp";
import type { Prisma } from "../lib/generated/prisma/client.ts";
import { searchTextOf, sortNameOf } from "../lib/images/search.ts";
import type { Person, Product } from "./product.ts";
import { oneTimeUrl, samplePhotos } from "./seed.ts";

const pictured = 50;

/** Adds `count` sealed images, newest first; the first page of them can be seen. */
export async function addRows(product: Product, uploader: Person, count: number): Promise<void> {
  const smalls = await Promise.all(
    samplePhotos().map(({ bytes }) =>
      sharp(bytes).resize(480, 480, { fit: "inside" }).jpeg().toBuffer({ resolveWithObject: true }),
    ),
  );
  const now = Date.now();
  const rows: Prisma.ImageCreateManyInput[] = [];
  for (let at = 0; at < count; at++) {
    const small = smalls[at % smalls.length];
    if (!small) throw new Error("There are no photographs to copy.");
    const name = `DSC_${String(4000 + at)}`;
    rows.push({
      uploadKey: crypto.randomUUID(),
      cloudflareId: at < pictured ? await upload(product, small.data) : crypto.randomUUID(),
      state: "ready",
      requireSignedUrls: true,
      name,
      fileName: `${name}.jpg`,
      tags: at % 3 === 0 ? ["lookbook"] : [],
      searchText: searchTextOf(name),
      sortName: sortNameOf(name),
      uploadedById: uploader.id,
      mimeType: "image/jpeg",
      bytes: small.info.size,
      width: small.info.width,
      height: small.info.height,
      hasLocation: false,
      checkedAt: new Date(now),
      probe: "refused",
      probedAt: new Date(now),
      createdAt: new Date(now - at * 40_000),
      readyAt: new Date(now),
    });
  }
  await product.db.image.createMany({ data: rows });
}

async function upload(product: Product, bytes: Uint8Array) {
  const { id, uploadURL } = await oneTimeUrl(product, true);
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }), "copy.jpg");
  const sent = await fetch(uploadURL, { method: "POST", body: form });
  if (!sent.ok) throw new Error(`A copy was refused: ${sent.status}`);
  return id;
}
