import sharp from "sharp";
import type { Product } from "../e2e/product.ts";
import { oneTimeUrl, samplePhotos } from "../e2e/seed.ts";

/** Puts photographs into the local Cloudflare, for tiles that really have something to show. Their ids there. */
export async function storePictures(product: Product, count: number): Promise<string[]> {
  const photos = await Promise.all(
    samplePhotos().map(({ bytes }) =>
      sharp(bytes).resize(1200, 900, { fit: "cover" }).jpeg({ quality: 85 }).toBuffer(),
    ),
  );
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id, uploadURL } = await oneTimeUrl(product, true);
    const form = new FormData();
    form.set(
      "file",
      new Blob([new Uint8Array(photos[n % photos.length] ?? Buffer.alloc(0))], { type: "image/jpeg" }),
      `${n}.jpg`,
    );
    const sent = await fetch(uploadURL, { method: "POST", body: form });
    if (!sent.ok) throw new Error(`upload ${n}: ${sent.status}`);
    ids.push(id);
  }
  return ids;
}
