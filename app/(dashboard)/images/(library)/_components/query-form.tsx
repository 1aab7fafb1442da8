"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useRef, useTransition } from "react";
import { FilterSelect, type Option } from "@/app/(dashboard)/images/(library)/_components/filter-select";
import { FiltersButton } from "@/app/(dashboard)/images/(library)/_components/filters-button";
import { readOffers } from "@/app/(dashboard)/images/(library)/_components/offers";
import { QueryField } from "@/app/(dashboard)/images/(library)/_components/query-field";
import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { Button } from "@/components/ui/button";
import { WholeEnd } from "@/components/ui/whole-end";
import { useHydrated } from "@/components/use-hydrated";
import { useShortcut } from "@/components/use-shortcut";
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

const typingPause = 250;

/** A plain GET form that also answers while the person types; the text field is never replaced. */
export function QueryForm({ params, tag, inCollection, offers, clearHref, view, children }: QueryFormProps) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const search = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { tags, uploaders } = useMemo(() => readOffers(offers), [offers]);
  // A closed list of a hundred tags is drawn by the browser, not by every answer of the server.
  const whole = useHydrated();
  useShortcut("/", () => search.current?.select());
  useEffect(() => () => clearTimeout(timer.current), []);

  // A filter removed elsewhere, or Back: follow the address, but never under somebody who is typing.
  useEffect(() => {
    const field = search.current;
    if (field && document.activeElement !== field) field.value = params.q;
  }, [params.q]);

  function ask(how: "push" | "replace", changes: Partial<LibraryParams> = {}) {
    clearTimeout(timer.current);
    const q = search.current?.value.trim() ?? params.q;
    const href = libraryHref(params, { q, ...changes });
    start(() => router[how](href, { scroll: false }));
  }

  /** A choice writes its filter into the text: there is one question, however it was put. */
  async function choose(key: FilterKey, value: string) {
    // Who reads and writes the text of questions comes with the first choice; an address is never in its way.
    const { withFilter } = await import("@/lib/images/query-language");
    const q = withFilter(search.current?.value ?? params.q, key, value);
    if (search.current) search.current.value = q;
    ask("push", { q });
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
            field={search}
            asked={params.q}
            busy={busy}
            tags={tags}
            people={uploaders}
            onType={(settled) => {
              clearTimeout(timer.current);
              if (settled) return ask("push");
              timer.current = setTimeout(() => ask("replace"), typingPause);
            }}
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
                  onClick={(event) => event.detail === 0 && search.current?.focus()}
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
            <FiltersButton
              uploaders={uploaders}
              read={() => search.current?.value ?? params.q}
              onAsk={(q) => {
                if (search.current) search.current.value = q;
                ask("push", { q });
              }}
            />
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
