"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useRef } from "react";
import { usePicks } from "@/app/(dashboard)/images/(library)/_components/use-picks";
import { useRoving } from "@/app/(dashboard)/images/(library)/_components/use-roving";
import { Kbd } from "@/components/ui/kbd";

// Without `ssr: false` there is no boundary around it, and the whole page would wait, hidden and unfocused.
const SelectionBar = dynamic(
  () => import("@/app/(dashboard)/images/(library)/_components/selection-bar").then((m) => m.SelectionBar),
  { ssr: false },
);

type SelectionProps = { view: "grid" | "table"; canDelete: boolean; canLink: boolean; children: ReactNode };

/**
 * Keyboard and selection around tiles or rows that the server drew. The list is one stop of the Tab key;
 * the ticked boxes in the page are the selection, so nothing has to be kept in step.
 */
export function Selection({ view, canDelete, canLink, children }: SelectionProps) {
  const list = useRef<HTMLDivElement>(null);
  const { picked, read, clear, pickAll, onPick } = usePicks(list);
  const onKeyDown = useRoving(list, canDelete || canLink);

  // The bar takes its buttons with it, and a deleted image its link: the list then holds the focus.
  const had = useRef(false);
  useEffect(() => {
    const emptied = had.current && picked.length === 0;
    had.current = picked.length > 0;
    if (!emptied) return;
    const later = setTimeout(() => {
      if (document.activeElement === document.body)
        list.current?.querySelector<HTMLElement>('[data-stop][tabindex="0"]')?.focus();
    }, 50);
    return () => clearTimeout(later);
  }, [picked]);

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: listens for the links and boxes inside it */}
      <div
        ref={list}
        data-picking={picked.length > 0 ? "" : undefined}
        className="group/picks relative"
        onKeyDown={onKeyDown}
        onChange={read}
        onClickCapture={onPick}
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
        {(canDelete || canLink) && (
          <span className="inline-flex items-center gap-1.5">
            <Kbd>Space</Kbd> select
          </span>
        )}
      </p>
      {picked.length > 0 && (
        <SelectionBar
          picked={picked}
          canDelete={canDelete}
          canLink={canLink}
          onClear={clear}
          onPickAll={pickAll}
        />
      )}
    </>
  );
}
