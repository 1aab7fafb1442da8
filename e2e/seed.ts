// Fills a product with pictures by the real steps: one-time URL, bytes, read-back by the schedule.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { searchTextOf, sortNameOf } from "../lib/images/search.ts";
import type { Person, Product } from "./product.ts";

const photos = path.resolve(import.meta.dirname, "../node_modules/@stdlib");

/** The packaged photographs as name and bytes. */
export function samplePhotos(): { name: string; bytes: Buffer }[] {
  return readdirSync(photos)
    .filter((name) => name.startsWith("datasets-img-"))
    .map((name) => ({
      name: name.slice("datasets-img-".length).replaceAll("-", " "),
      bytes: readFileSync(path.join(photos, name, "data/image.jpg")),
    }));
}

export async function oneTimeUrl({ cloudflare }: Product, isPrivate: boolean) {
  const form = new FormData();
  form.set("requireSignedURLs", String(isPrivate));
  const answer = await fetch(
    `${cloudflare.url}/client/v4/accounts/${cloudflare.account}/images/v2/direct_upload`,
    {
      method: "POST",
      headers: { authorization: `Bearer ${cloudflare.token}` },
      body: form,
    },
  );
  const { result } = (await answer.json()) as { result: { id: string; uploadURL: string } };
  return result;
}

type Seed = {
  id?: string;
  name: string;
  bytes: Buffer;
  private?: boolean;
  tags?: string[];
  altText?: string;
  createdAt?: Date;
};

/** Uploads each file and lets the schedule measure it. Returns our ids, in order. */
export async function seedImages(product: Product, uploader: Person, seeds: Seed[]): Promise<string[]> {
  const ids: string[] = [];
  for (const seed of seeds) {
    const { name, bytes, tags = [], altText = "", private: isPrivate = true, createdAt } = seed;
    const { id, uploadURL } = await oneTimeUrl(product, isPrivate);
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }), `${name}.jpg`);
    const sent = await fetch(uploadURL, { method: "POST", body: form });
    if (!sent.ok) throw new Error(`The upload of ${name} was refused: ${sent.status}`);
    const row = await product.db.image.create({
      data: {
        uploadKey: crypto.randomUUID(),
        cloudflareId: id,
        state: "pending",
        requireSignedUrls: isPrivate,
        name,
        fileName: `${name}.jpg`,
        altText,
        tags,
        searchText: searchTextOf(name, ...tags),
        sortName: sortNameOf(name),
        uploadedById: uploader.id,
        uploadExpiresAt: new Date(Date.now() + 1_800_000),
        dueAt: new Date(0),
        ...(seed.id && { id: seed.id }),
        ...(createdAt && { createdAt }),
      },
    });
    ids.push(row.id);
  }
  for (let tries = 0; tries < 20; tries++) {
    await product.schedule("settle");
    const left = await product.db.image.count({ where: { id: { in: ids }, state: { not: "ready" } } });
    if (left === 0) return ids;
  }
  throw new Error("The schedule did not finish the seeded images.");
}
