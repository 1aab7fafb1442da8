import type { ImageDetail, ImageVariant } from "@/lib/images/schema";

type Asked = Pick<ImageDetail, "exposure"> & { variants: Pick<ImageVariant, "readers" | "alwaysPublic">[] };

/**
 * Who can read one variant, as far as it is known: what an old reading, a change under way or an image that is
 * not measured yet would call private is only `perhaps`.
 */
export function readersOf(
  { exposure: { exposure } }: Pick<ImageDetail, "exposure">,
  { readers, alwaysPublic }: Pick<ImageVariant, "readers" | "alwaysPublic">,
): "anyone" | "link-holders" | "perhaps" {
  if (alwaysPublic) return "anyone";
  if (exposure === "unknown") return "perhaps";
  return exposure === "pending" && readers === "link-holders" ? "perhaps" : readers;
}

/** The same for all variants of an image, in a few words. */
export function readersInShort(image: Asked): string {
  const all = image.variants.map((variant) => readersOf(image, variant));
  const open = all.filter((readers) => readers === "anyone").length;
  if (open > 0) return `${open} of ${all.length} open${all.includes("perhaps") ? ", perhaps more" : ""}`;
  return all.includes("perhaps") ? "Not known just now" : "None is readable without a link";
}
