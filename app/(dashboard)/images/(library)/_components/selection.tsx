"use client";

import dynamic from "next/dynamic";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type Look, lookAt, neighbour } from "@/app/(dashboard)/images/(library)/_components/look";
import { isEmpty } from "@/app/(dashboard)/images/(library)/_components/pick-store";
import type { Verbs } from "@/app/(dashboard)/images/(library)/_components/selection-bar";
import { usePicks } from "@/app/(dashboard)/images/(library)/_components/use-picks";
import { useRoving } from "@/app/(dashboard)/images/(library)/_components/use-roving";
import { Kbd } from "@/components/ui/kbd";

// Without `ssr: false` there is no boundary around it, and the whole page would wait, hidden and unfocused.
const SelectionBar = dynamic(
  () => import("@/app/(dashboard)/images/(library)/_components/selection-bar").then((m) => m.SelectionBar),
  { ssr: false },
);
const QuickLook = dynamic(
  () => import("@/app/(dashboard)/images/(library)/_components/quick-look").then((m) => m.QuickLook),
  { ssr: false },
);

type SelectionProps = {
  view: "grid" | "table";
  /** What this person may do with many; null: nothing, and then nothing can be ticked. */
  verbs: Verbs | null;
  /** What the library shows, as the server understands it, and in words how many that are. */
  query: Record<string, unknown>;
  matches: string;
  children: ReactNode;
};

/**
 * Keyboard and selection around tiles or rows that the server drew. The list is one stop of the Tab key; what is
 * ticked is kept while other pages and screens are looked at.
 */
export function Selection({ view, verbs, query, matches, children }: SelectionProps) {
  const list = useRef<HTMLDivElement>(null);
  const picks = usePicks(list, JSON.stringify(query));
  const [looking, setLooking] = useState<Look>();
  const look = (item: HTMLElement) => setLooking(lookAt(item));
  const onMove = useRoving(list, { canPick: verbs !== null, onLook: look });
  const any = !isEmpty(picks.state);

  /** Once: the page; again: all that match. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (verbs && event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (any && picks.isPageWhole()) picks.pickEverything();
      else picks.pickPage();
      return;
    }
    onMove(event);
  };

  // The bar takes its buttons with it, and a deleted image its link: the list then holds the focus.
  const had = useRef(false);
  useEffect(() => {
    const emptied = had.current && !any;
    had.current = any;
    if (!emptied) return;
    const later = setTimeout(() => {
      if (document.activeElement === document.body)
        list.current?.querySelector<HTMLElement>('[data-stop][tabindex="0"]')?.focus();
    }, 50);
    return () => clearTimeout(later);
  }, [any]);

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: listens for the links and boxes inside it */}
      <div
        ref={list}
        data-picking={any ? "" : undefined}
        className="group/picks relative"
        onKeyDown={onKeyDown}
        onChange={picks.read}
        onClickCapture={picks.onPick}
      >
        {children}
      </div>
      <p className="pointer-coarse:hidden flex flex-wrap items-center gap-x-4 gap-y-1 pt-4 text-muted-foreground text-xs">
        <span className="inline-flex items-center gap-1">
          {view === "grid" && (
            <>
              <Kbd>←</Kbd>
              <Kbd>→</Kbd>
            </>
          )}
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> move
        </span>
        <span className="inline-flex items-center gap-1.5">
          <Kbd>Enter</Kbd> open
        </span>
        <span className="inline-flex items-center gap-1.5">
          <Kbd>Space</Kbd> look
        </span>
        {verbs && (
          <>
            <span className="inline-flex items-center gap-1.5">
              <Kbd>X</Kbd> select
            </span>
            <span className="inline-flex items-center gap-1.5">
              <Kbd>Ctrl A</Kbd> the page, again: all
            </span>
          </>
        )}
      </p>
      {looking && (
        <QuickLook
          look={looking}
          onMove={(step) => {
            const item = neighbour(list.current, looking.id, step);
            if (item) look(item);
          }}
          onClose={() => setLooking(undefined)}
        />
      )}
      {any && verbs && (
        <SelectionBar
          picks={picks.state}
          query={query}
          matches={matches}
          verbs={verbs}
          onClear={picks.clear}
          onPickPage={picks.pickPage}
          onPickEverything={picks.pickEverything}
        />
      )}
    </>
  );
}
