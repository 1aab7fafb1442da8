import { readJson } from "@/app/(dashboard)/images/(library)/_components/read-json";
import type { NameAsked } from "@/app/(dashboard)/images/(library)/suggestions";
import type { CollectionNames } from "@/lib/collections/schema";
import type { TagRow } from "@/lib/tags/schema";

export type Named = { tags: string[]; collections: string[] };

/** Tags and collections of the whole library that have these letters; none where they cannot be read just now. */
export async function readNamed({ of, value }: NameAsked, signal: AbortSignal): Promise<Named> {
  const asked = new URLSearchParams({ q: value });
  const none = () => null;
  const [tags, collections] = await Promise.all([
    of === "collection" ? null : readJson<TagRow[]>(`/api/tags?${asked}`, signal).catch(none),
    of === "tag" ? null : readJson<CollectionNames>(`/api/collections?${asked}`, signal).catch(none),
  ]);
  return {
    tags: (tags ?? []).map(({ tag }) => tag),
    collections: (collections?.names ?? []).map(({ name }) => name),
  };
}
