import { isFiltered, type LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { formatCount, formatTotal } from "@/lib/format";
import type { ImageCount } from "@/lib/images/schema";

/** "1,204 images", "3 images match", "About 96,000 images match": never more exact than we know. */
export function countInWords(count: ImageCount, params: Pick<LibraryParams, "q">): string {
  const filtered = isFiltered(params);
  if (count.total === 0) return filtered ? "Nothing matches" : "No images yet";
  const words =
    count.about === null ? formatTotal(count, "image") : `about ${formatCount(count.about, "image")}`;
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  if (!filtered) return sentence;
  return `${sentence} ${count.total === 1 ? "matches" : "match"}`;
}
