import { isFiltered, type LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { formatTotal } from "@/lib/format";

/** "1,204 images", "3 images match", "more than 1,000 images match": never more exact than we know. */
export function countInWords(total: { total: number; capped: boolean }, params: LibraryParams): string {
  const filtered = isFiltered(params);
  if (total.total === 0) return filtered ? "Nothing matches" : "No images yet";
  const words = formatTotal(total, "image");
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  if (!filtered) return sentence;
  return `${sentence} ${total.total === 1 ? "matches" : "match"}`;
}
