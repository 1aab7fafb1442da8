"use client";

import { LoaderCircle, Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { Option } from "@/app/(dashboard)/images/(library)/_components/filter-select";
import { type Named, readNamed } from "@/app/(dashboard)/images/(library)/_components/read-named";
import { readRecent, rememberRecent } from "@/app/(dashboard)/images/(library)/_components/recent";
import type { NameAsked, Suggestion } from "@/app/(dashboard)/images/(library)/suggestions";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { cn } from "@/lib/cn";

// What could be meant is worked out only for those who type.
const loadSuggestions = () => import("@/app/(dashboard)/images/(library)/suggestions").catch(() => null);

const typingPause = 150;
const noNames = { asked: "", tags: [], collections: [] };

type QueryFieldProps = {
  field: RefObject<HTMLInputElement | null>;
  asked: string;
  busy: boolean;
  tags: Option[];
  people: Option[];
  /** While the person types, and when a suggestion was taken. */
  onType: (settled: boolean) => void;
};

/** The text of the question: one field that is never replaced, and below it what could be meant. */
export function QueryField({ field, asked, busy, tags, people, onType }: QueryFieldProps) {
  const id = useId();
  const [open, setOpen] = useState<{ list: Suggestion[]; at: number } | null>(null);
  const shown = open && open.list.length > 0 ? open : null;

  const turn = useRef(0);
  const named = useRef<Named & { asked: string; leaving?: AbortController }>(noNames);
  useEffect(() => () => named.current.leaving?.abort(), []);

  const close = () => {
    turn.current += 1;
    named.current.leaving?.abort();
    named.current = noNames;
    setOpen(null);
  };

  /** Works out what could be meant. `again`: of the same text, so what was chosen stays chosen. */
  async function look(again = false) {
    turn.current += 1;
    const mine = turn.current;
    const loaded = await loadSuggestions();
    const input = field.current;
    // Typed on or closed meanwhile.
    if (!loaded || !input || mine !== turn.current) return;
    const caret = input.selectionStart ?? input.value.length;
    find(loaded.nameAsked(input.value, caret));
    const list = loaded.suggest(input.value, caret, {
      tags: [...new Set([...tags.map(({ value }) => value), ...named.current.tags])],
      people: people.filter(({ value, label }) => value === label).map(({ value }) => value),
      collections: named.current.collections,
      recent: readRecent(),
    });
    setOpen((was) => {
      const chosen = again ? was?.list[was.at]?.text : undefined;
      return { list, at: list.findIndex(({ text }) => text === chosen) };
    });
  }

  /** Names of the whole library, once the typing rests: those that came with the page are only the most used. */
  function find(names: NameAsked | null) {
    const asked = names ? `${names.of}:${names.value}` : "";
    if (asked === named.current.asked) return;
    named.current.leaving?.abort();
    const leaving = new AbortController();
    named.current = { ...named.current, asked, leaving };
    if (!names) return;
    const pause = setTimeout(async () => {
      const found = await readNamed(names, leaving.signal);
      if (leaving.signal.aborted) return;
      named.current = { ...named.current, ...found };
      if (field.current === document.activeElement) void look(true);
    }, typingPause);
    leaving.signal.addEventListener("abort", () => clearTimeout(pause));
  }

  function take({ text }: Suggestion) {
    const input = field.current;
    if (!input) return;
    input.value = text;
    input.focus();
    onType(true);
    // An operator alone goes on to its values.
    if (text.endsWith(":")) void look();
    else close();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!shown) return void look();
      const count = shown.list.length + 1;
      // One more place than suggestions: the text itself.
      return setOpen({ ...shown, at: ((shown.at + 1 + step + count) % count) - 1 });
    }
    if (event.key === "Enter") {
      const chosen = shown?.list[shown.at];
      if (chosen) {
        event.preventDefault();
        return take(chosen);
      }
      rememberRecent(field.current?.value ?? "");
      return close();
    }
    if (event.key === "Escape") {
      // A search field would be emptied by it, and what was typed is not to be lost by closing a list.
      event.preventDefault();
      close();
    }
  }

  return (
    <div className="relative min-w-0 flex-1 sm:max-w-xl">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        ref={field}
        type="search"
        name="q"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shown !== null}
        aria-controls={shown ? id : undefined}
        aria-activedescendant={shown && shown.at >= 0 ? `${id}-${shown.at}` : undefined}
        defaultValue={asked}
        maxLength={400}
        aria-label="Search images"
        placeholder="Name, tag, recipient, or is:exposed"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        className="peer pr-10 pl-9"
        onFocus={() => void loadSuggestions()}
        onChange={() => {
          void look();
          onType(false);
        }}
        onClick={() => field.current?.value === "" && void look()}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close();
          rememberRecent(field.current?.value ?? "");
        }}
      />
      <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 peer-focus:[&_kbd]:hidden">
        {busy ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin text-muted-foreground" />
        ) : (
          asked === "" && <Kbd>/</Kbd>
        )}
      </span>
      {shown && (
        <div
          id={id}
          role="listbox"
          aria-label="Suggestions"
          tabIndex={-1}
          className="absolute inset-x-0 top-full z-40 mt-1 max-h-80 overflow-y-auto rounded-lg border bg-popover p-1 shadow-float"
        >
          {shown.list.map((suggestion, at) => (
            <div
              key={suggestion.label}
              id={`${id}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === shown.at}
              className={cn(
                "flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 text-sm hover:bg-accent pointer-coarse:min-h-11",
                at === shown.at && "bg-accent",
              )}
              // Before the field loses the focus, and the list with it.
              onPointerDown={(event) => {
                event.preventDefault();
                take(suggestion);
              }}
            >
              <span className="min-w-0 truncate font-medium">{suggestion.label}</span>
              <span className="ml-auto shrink-0 truncate text-meta text-muted-foreground">
                {suggestion.hint}
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
