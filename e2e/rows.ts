// Images that exist in the database alone.
import { searchTextOf, sortNameOf } from "../lib/images/search.ts";
import type { Person, Product } from "./product.ts";

/** Rows as a large library has them, newest first, without the bytes: for what only lists. */
export async function writeRows(
  product: Product,
  person: Person,
  rows: { name: string; tags?: string[]; open?: boolean }[],
) {
  const now = Date.now();
  await product.db.image.createMany({
    data: rows.map(({ name, tags = [], open = false }, at) => ({
      uploadKey: crypto.randomUUID(),
      cloudflareId: crypto.randomUUID(),
      state: "ready" as const,
      requireSignedUrls: !open,
      name,
      fileName: name,
      tags,
      searchText: searchTextOf(name, ...tags),
      sortName: sortNameOf(name),
      mimeType: "image/jpeg",
      bytes: 1000,
      width: 640,
      height: 480,
      checkedAt: new Date(now),
      probedAt: new Date(now),
      probe: open ? ("served" as const) : ("refused" as const),
      readyAt: new Date(now),
      createdAt: new Date(now - at * 60_000),
      uploadedById: person.id,
    })),
  });
}
