"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import { FiltersButton } from "@/app/(dashboard)/images/(library)/_components/filters-button";
import { readOffers } from "@/app/(dashboard)/images/(library)/_components/offers";
import { useNames } from "@/app/(dashboard)/images/(library)/_components/use-names";
import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { FilterSelect, type Option } from "@/components/query/filter-select";
import { QueryField, type Suggest } from "@/components/query/query-field";
import { useQuestion } from "@/components/query/use-question";
import { Button } from "@/components/ui/button";
import { WholeEnd } from "@/components/ui/whole-end";
import { useHydrated } from "@/components/use-hydrated";
import type { FilterKey } from "@/lib/images/query-filters";

type QueryFormProps = {
  params: LibraryParams;
  /** What the text asks for, as the selects show it. */
  tag: string;
  /** Whether it asks for one collection, whose order the list can then have. */
  inCollection: boolean;
  /** From `writeOffers`. */
  offers: string;
  /** Present while something narrows the list. */
  clearHref: string | undefined;
  view: ReactNode;
  children: ReactNode;
};

/** A plain GET form that also answers while the person types; the text field is never replaced. */
export function QueryForm({ params, tag, inCollection, offers, clearHref, view, children }: QueryFormProps) {
  const { field, busy, read, ask, onType } = useQuestion<Partial<LibraryParams>>(params.q, (changes) =>
    libraryHref(params, changes),
  );
  const { tags, uploaders } = useMemo(() => readOffers(offers), [offers]);
  // A closed list of a hundred tags is drawn by the browser, not by every answer of the server.
  const whole = useHydrated();
  const names = useNames();
  // What could be meant is worked out only for those who type.
  const loadSuggest = () =>
    import("@/app/(dashboard)/images/(library)/suggestions").then(
      ({ suggest, nameAsked }): Suggest =>
        (text, caret, recent, again) => {
          const found = names.find(nameAsked(text, caret), again);
          return suggest(text, caret, {
            tags: [...new Set([...tags.map(({ value }) => value), ...found.tags])],
            people: uploaders.filter(({ value, label }) => value === label).map(({ value }) => value),
            collections: found.collections,
            recent,
          });
        },
      () => null,
    );

  /** A choice writes its filter into the text: there is one question, however it was put. */
  async function choose(key: FilterKey, value: string) {
    // Who reads and writes the text of questions comes with the first choice; an address is never in its way.
    const { withFilter } = await import("@/lib/images/query-language");
    ask("push", { q: withFilter(read(), key, value) });
  }

  return (
    <search>
      <form
        action="/images"
        method="get"
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          ask("push");
        }}
      >
        <input type="hidden" name="view" value={params.view} />
        <div className="flex gap-3">
          <QueryField
            field={field}
            asked={params.q}
            busy={busy}
            screen="library"
            label="Search images"
            placeholder="Name, tag, recipient, or is:exposed"
            loadSuggest={loadSuggest}
            onClose={names.forget}
            onType={onType}
          />
          <div className="when-whole ml-auto">
            {view}
            <WholeEnd />
          </div>
        </div>
        <div className="-mx-4 flex items-center gap-x-6 gap-y-3 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:overflow-visible sm:p-0">
          {children}
          <div className="when-whole flex shrink-0 items-center gap-1.5 sm:ml-auto">
            {clearHref && (
              <Button asChild variant="ghost" size="sm">
                <Link
                  href={clearHref}
                  scroll={false}
                  // The button goes with the filters: a keyboard goes back to where the next question is asked.
                  onClick={(event) => event.detail === 0 && field.current?.focus()}
                >
                  <X aria-hidden />
                  Clear filters
                </Link>
              </Button>
            )}
            <FilterSelect
              name="tag"
              label="Tag"
              all="Any tag"
              value={tag}
              options={whole ? tags : none}
              className="w-32"
              onChange={(value) => choose("tag", value)}
            />
            <FiltersButton uploaders={uploaders} read={read} onAsk={(q) => ask("push", { q })} />
            <FilterSelect
              name="sort"
              label="Order"
              value={params.sort === "collection" && !inCollection ? "newest" : params.sort}
              options={inCollection ? [...sorts, byCollection] : sorts}
              onChange={(value) => ask("push", { sort: value as LibraryParams["sort"] })}
            />
            <WholeEnd />
          </div>
        </div>
        <noscript>
          <Button type="submit" size="sm">
            Search
          </Button>
        </noscript>
      </form>
    </search>
  );
}

const none: Option[] = [];

const sorts: (Option & { value: LibraryParams["sort"] })[] = [
  { value: "newest", label: "Newest first" },
  { value: "oldest", label: "Oldest first" },
  { value: "name", label: "By name" },
  { value: "size", label: "Largest first" },
  { value: "shared", label: "Last shared first" },
];
const byCollection: Option = { value: "collection", label: "In the collection's order" };
