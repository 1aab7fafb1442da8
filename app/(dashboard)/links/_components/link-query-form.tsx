"use client";

import { ListFilter, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { type LinkParams, linksHref } from "@/app/(dashboard)/links/links-href";
import type { LinkOffers } from "@/app/(dashboard)/links/suggestions";
import { FilterSelect, type Option } from "@/components/query/filter-select";
import { QueryField, type Suggest } from "@/components/query/query-field";
import { useQuestion } from "@/components/query/use-question";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { WholeEnd } from "@/components/ui/whole-end";
import { cn } from "@/lib/cn";
import type { FilterKey } from "@/lib/links/query-filters";

type LinkQueryFormProps = {
  params: LinkParams;
  /** What the text asks for, as the fields show it. */
  chosen: { mode: string; by: string; before: string };
  issuers: Option[];
  offers: LinkOffers;
  filtered: boolean;
};

/** A plain GET form that also answers while the person types; each choice is written into its text. */
export function LinkQueryForm({ params, chosen, issuers, offers, filtered }: LinkQueryFormProps) {
  const { field, busy, read, ask, onType } = useQuestion<Partial<LinkParams>>(params.q, (changes) =>
    linksHref(params, changes),
  );
  // On a phone the links come first, and what narrows them when it is asked for.
  const [open, setOpen] = useState(false);
  // What could be meant is worked out only for those who type.
  const loadSuggest = () =>
    import("@/app/(dashboard)/links/suggestions").then(
      ({ suggest }): Suggest =>
        (text, caret, recent) =>
          suggest(text, caret, { ...offers, recent }),
      () => null,
    );

  async function choose(key: FilterKey, value: string) {
    const { withFilter } = await import("@/lib/links/query-language");
    ask("push", { q: withFilter(read(), key, value) });
  }

  return (
    <search>
      <form
        action="/links"
        method="get"
        className="flex flex-wrap items-center gap-x-6 gap-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          ask("push");
        }}
      >
        <div className="flex min-w-0 grow gap-3 max-sm:w-full">
          <QueryField
            field={field}
            asked={params.q}
            busy={busy}
            screen="links"
            label="Search links"
            placeholder="Recipient, purpose, picture, or is:open"
            loadSuggest={loadSuggest}
            onType={onType}
          />
          <Button
            aria-expanded={open}
            aria-controls="link-filters"
            className="sm:hidden"
            onClick={() => setOpen(!open)}
          >
            <ListFilter aria-hidden />
            Filters
          </Button>
        </div>
        <div
          id="link-filters"
          className={cn("when-whole flex flex-wrap items-center gap-1.5", !open && "max-sm:hidden")}
        >
          <FilterSelect
            name="mode"
            label="Kind"
            all="Any kind"
            value={chosen.mode}
            options={modes}
            onChange={(value) => choose("mode", value)}
          />
          <FilterSelect
            name="by"
            label="Issued by"
            all="Anybody’s"
            value={chosen.by}
            options={issuers}
            onChange={(value) => choose("by", value)}
          />
          <FilterSelect
            name="sort"
            label="Order"
            value={params.sort}
            options={sorts}
            onChange={(value) => ask("push", { sort: value as LinkParams["sort"] })}
          />
          <label className="flex items-center gap-2 text-meta text-muted-foreground" htmlFor="ends-before">
            Ends before
            <Input
              id="ends-before"
              type="date"
              value={chosen.before}
              onChange={(event) => choose("ends", event.target.value && `<${event.target.value}`)}
              className="h-8 w-36 text-meta pointer-coarse:h-11"
            />
          </label>
          {filtered && (
            <Button asChild variant="ghost" size="sm">
              <Link
                href={linksHref({ q: "", sort: params.sort })}
                scroll={false}
                // The button goes with the filters: a keyboard goes back to where the next question is asked.
                onClick={(event) => event.detail === 0 && field.current?.focus()}
              >
                <X aria-hidden />
                Clear filters
              </Link>
            </Button>
          )}
          <WholeEnd />
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

const modes: Option[] = [
  { value: "gated", label: "Pages" },
  { value: "direct", label: "Direct" },
];
const sorts: (Option & { value: LinkParams["sort"] })[] = [
  { value: "newest", label: "Newest first" },
  { value: "ends", label: "Ends next" },
  { value: "recipient", label: "By recipient" },
];
