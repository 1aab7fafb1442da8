"use client";

import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { readRecent, rememberRecent } from "@/components/query/recent";
import { SearchInput } from "@/components/query/search-input";
import { cn } from "@/lib/cn";
import { maxQueryLength } from "@/lib/query/limits";
import type { Suggestion } from "@/lib/query/suggest";

/** What could be meant by the piece of a question that ends at the caret. */
export type Suggest = (
  text: string,
  caret: number,
  recent: string[],
  /** To be called when more can be offered for the same text. */
  again: () => void,
) => Suggestion[];

type QueryFieldProps = {
  field: RefObject<HTMLInputElement | null>;
  asked: string;
  busy: boolean;
  /** Keeps apart what was asked lately of each screen. */
  screen: string;
  label: string;
  placeholder: string;
  /** What could be meant is worked out, and loaded, only for those who type; null where it did not come. */
  loadSuggest: () => Promise<Suggest | null>;
  /** The list is closed: what was being looked for is not wanted any more. */
  onClose?: () => void;
  /** While the person types, and when a suggestion was taken. */
  onType: (settled: boolean) => void;
};

/** The text of the question: one field that is never replaced, and below it what could be meant. */
export function QueryField({
  field,
  asked,
  busy,
  screen,
  label,
  placeholder,
  loadSuggest,
  onClose,
  onType,
}: QueryFieldProps) {
  const id = useId();
  const [open, setOpen] = useState<{ list: Suggestion[]; at: number } | null>(null);
  const shown = open && open.list.length > 0 ? open : null;
  const turn = useRef(0);
  const close = () => {
    turn.current += 1;
    onClose?.();
    setOpen(null);
  };

  /** Works out what could be meant. `again`: of the same text, so what was chosen stays chosen. */
  async function look(again = false) {
    turn.current += 1;
    const mine = turn.current;
    const suggest = await loadSuggest();
    const input = field.current;
    // Typed on or closed meanwhile.
    if (!suggest || !input || mine !== turn.current) return;
    const caret = input.selectionStart ?? input.value.length;
    const more = () => field.current === document.activeElement && void look(true);
    const list = suggest(input.value, caret, readRecent(screen), more);
    setOpen((was) => {
      const chosen = again ? was?.list[was.at]?.text : undefined;
      return { list, at: list.findIndex(({ text }) => text === chosen) };
    });
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
      rememberRecent(screen, field.current?.value ?? "");
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
      <SearchInput
        field={field}
        asked={asked}
        busy={busy}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shown !== null}
        aria-controls={shown ? id : undefined}
        aria-activedescendant={shown && shown.at >= 0 ? `${id}-${shown.at}` : undefined}
        maxLength={maxQueryLength}
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        onFocus={() => {
          void loadSuggest();
        }}
        onChange={() => {
          void look();
          onType(false);
        }}
        onClick={() => field.current?.value === "" && void look()}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close();
          rememberRecent(screen, field.current?.value ?? "");
        }}
      />
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
