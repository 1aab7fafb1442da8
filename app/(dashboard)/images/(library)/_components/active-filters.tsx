import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { FilterChip } from "@/components/chip";
import { formatList } from "@/lib/format";
import { filterWords } from "@/lib/images/filter-words";
import { exposureIn, isExposureFilter, type Part, withoutPart } from "@/lib/images/query-language";
import type { ImagePage } from "@/lib/images/schema";

type ActiveFiltersProps = { params: LibraryParams; parts: Part[]; people: ImagePage["people"] };

/** Every filter in force, in words, each with its way out. The chosen exposure is lit in its own row instead. */
export function ActiveFilters({ params, parts, people }: ActiveFiltersProps) {
  const chosen = exposureIn(parts);
  const shown = parts.flatMap((part, at) => {
    if (part.kind !== "filter" || (isExposureFilter(part) && !part.not && part.value === chosen)) return [];
    const names = people.find(({ asked }) => part.key === "by" && asked === part.value)?.names ?? [];
    const words = names.length > 0 ? `By ${formatList(names)}` : filterWords(part.key, part.value);
    return [{ at, not: part.not, words, removeHref: libraryHref(params, { q: withoutPart(params.q, at) }) }];
  });
  if (shown.length === 0) return null;
  return (
    <nav aria-label="Filters in force" className="flex flex-wrap gap-1.5">
      {shown.map(({ at, not, words, removeHref }) => (
        <FilterChip key={at} label={not ? `Not: ${words}` : words} removeHref={removeHref} />
      ))}
    </nav>
  );
}
