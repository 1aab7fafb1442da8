"use client";

import { LoaderCircle, Search, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useTransition } from "react";
import { FilterSelect, type Option } from "@/app/(dashboard)/images/(library)/_components/filter-select";
import {
  type LibraryParams,
  libraryHref,
  parseLibraryParams,
} from "@/app/(dashboard)/images/(library)/search-params";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";

type QueryFormProps = {
  params: LibraryParams;
  tags: Option[];
  uploaders: Option[];
  /** Present while something narrows the list. */
  clearHref: string | undefined;
  view: ReactNode;
  children: ReactNode;
};

const typingPause = 250;

/** A plain GET form that also answers while the person types; the text field is never replaced. */
export function QueryForm({ params, tags, uploaders, clearHref, view, children }: QueryFormProps) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useShortcut("/", () => search.current?.select());
  useEffect(() => () => clearTimeout(timer.current), []);

  // A filter removed elsewhere, or Back: follow the address, but never under somebody who is typing.
  useEffect(() => {
    const field = search.current;
    if (field && document.activeElement !== field) field.value = params.q;
  }, [params.q]);

  function ask(how: "push" | "replace") {
    clearTimeout(timer.current);
    if (!form.current) return;
    const href = libraryHref(parseLibraryParams(Object.fromEntries(textsOf(form.current))));
    start(() => router[how](href, { scroll: false }));
  }

  return (
    <search>
      <form
        ref={form}
        action="/images"
        method="get"
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          ask("push");
        }}
      >
        <input type="hidden" name="exposure" value={params.exposure} />
        <input type="hidden" name="view" value={params.view} />
        <div className="flex gap-3">
          <div className="relative min-w-0 flex-1 sm:max-w-xl">
            <Search
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
            />
            <Input
              ref={search}
              type="search"
              name="q"
              defaultValue={params.q}
              maxLength={200}
              aria-label="Search images by name or tag"
              placeholder="Name or tag"
              autoComplete="off"
              enterKeyHint="search"
              className="peer pr-10 pl-9"
              onChange={() => {
                clearTimeout(timer.current);
                timer.current = setTimeout(() => ask("replace"), typingPause);
              }}
            />
            <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 peer-focus:[&_kbd]:hidden">
              {busy ? (
                <LoaderCircle aria-hidden className="size-4 animate-spin text-muted-foreground" />
              ) : (
                params.q === "" && <Kbd>/</Kbd>
              )}
            </span>
          </div>
          <div className="ml-auto">{view}</div>
        </div>
        <div className="-mx-4 flex items-center gap-x-6 gap-y-3 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:overflow-visible sm:p-0">
          {children}
          <div className="flex shrink-0 items-center gap-1.5 sm:ml-auto">
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
              value={params.tag}
              options={tags}
              onChange={() => ask("push")}
            />
            <FilterSelect
              name="by"
              label="Uploaded by"
              all="Anyone"
              value={params.by}
              options={uploaders}
              onChange={() => ask("push")}
            />
            <FilterSelect
              name="sort"
              label="Order"
              value={params.sort}
              options={sorts}
              onChange={() => ask("push")}
            />
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

const sorts: Option[] = [
  { value: "newest", label: "Newest first" },
  { value: "oldest", label: "Oldest first" },
  { value: "name", label: "By name" },
];

function textsOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : []));
}
