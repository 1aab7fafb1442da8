import { exposures } from "@/lib/exposure/schema";
import { type FilterKey, kinds } from "@/lib/images/query-filters";
import * as query from "@/lib/query/language";

export type Filter = query.Filter<FilterKey>;
export type Part = query.Part<FilterKey>;

const language = query.languageOf(kinds);
export const { isFilterKey, parseQuery, withoutPart, filterIn } = language;

/**
 * The question with one filter in place of every other of its key (of its exposures, for an exposure); an empty
 * value only takes them away.
 */
export function withFilter(text: string, key: FilterKey | "exposure", value: string): string {
  if (key === "exposure") return language.withFilter(text, "is", value, isExposureFilter);
  return language.withFilter(text, key, value);
}

/** Whether a filter is about who can see the image. */
export function isExposureFilter(part: Part): part is Filter {
  return query.isFilter(part, "is") && (exposures as readonly string[]).includes(part.value);
}

/** The one collection that the question asks for; null where it asks for none, or for several. */
export function collectionNamed(parts: readonly Part[]): string | null {
  const asked = query.filtersOf(parts).filter(({ key, not }) => key === "collection" && !not);
  return asked.length === 1 ? (asked[0]?.value ?? null) : null;
}

/** The exposure that the question asks for, or nothing. */
export function exposureIn(parts: readonly Part[]): string {
  return parts.find((part): part is Filter => isExposureFilter(part) && !part.not)?.value ?? "";
}
