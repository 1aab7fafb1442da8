"use client";

import dynamic from "next/dynamic";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { ImageGrid } from "@/app/(dashboard)/images/(library)/_components/image-grid";
import { ImageTable } from "@/app/(dashboard)/images/(library)/_components/image-table";
import { KeyHints } from "@/app/(dashboard)/images/(library)/_components/key-hints";
import { rememberOpened } from "@/app/(dashboard)/images/(library)/_components/last-opened";
import { LoadLink, ToBeginning } from "@/app/(dashboard)/images/(library)/_components/list-edge";
import { type Look, lookAt, neighbour } from "@/app/(dashboard)/images/(library)/_components/look";
import { isEmpty } from "@/app/(dashboard)/images/(library)/_components/pick-store";
import type { Verbs } from "@/app/(dashboard)/images/(library)/_components/selection-bar";
import { readSent } from "@/app/(dashboard)/images/(library)/_components/sent-stretch";
import { useBand } from "@/app/(dashboard)/images/(library)/_components/use-band";
import { useLoading } from "@/app/(dashboard)/images/(library)/_components/use-loading";
import { usePicks } from "@/app/(dashboard)/images/(library)/_components/use-picks";
import { useRoving } from "@/app/(dashboard)/images/(library)/_components/use-roving";
import { firstWindow } from "@/app/(dashboard)/images/(library)/first-window";
import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { shownInWords } from "@/app/(dashboard)/images/(library)/shown-in-words";
import { cursorBeyond, mostStretches, shownIn } from "@/app/(dashboard)/images/(library)/stretches";
import type { Density } from "@/app/(dashboard)/images/(library)/view-options";
import { useHydrated } from "@/components/use-hydrated";
import { cn } from "@/lib/cn";

// Without `ssr: false` there is no boundary around it, and the whole page would wait, hidden and unfocused.
const loadBar = () =>
  import("@/app/(dashboard)/images/(library)/_components/selection-bar").then((m) => m.SelectionBar);
const SelectionBar = dynamic(loadBar, { ssr: false });
const QuickLook = dynamic(
  () => import("@/app/(dashboard)/images/(library)/_components/quick-look").then((m) => m.QuickLook),
  { ssr: false },
);

type SelectionProps = {
  params: LibraryParams;
  /** What the server drew, from `writeStretch`: the beginning of the list, or the place that the address names. */
  given: string;
  /** How many images the question finds, where that is known exactly. */
  total: number | null;
  /** What this person may do with many; null: nothing, and then nothing can be ticked. */
  verbs: Verbs | null;
  /** What the library shows, as the server understands it, and in words how many that are; null: not all of it was. */
  query: Record<string, unknown>;
  matches: string | null;
  density: Density;
};

/**
 * The list with its keyboard and its selection. It is one stop of the Tab key and goes on as one looks on; what is
 * ticked is kept while other images and screens are looked at.
 */
export function Selection({ params, given: sent, total, verbs, query, matches, density }: SelectionProps) {
  const list = useRef<HTMLDivElement>(null);
  const picks = usePicks(list, JSON.stringify(query));
  const whole = useHydrated();
  const given = useMemo(() => readSent(sent), [sent]);
  const { stretches, load, edge, busy, problem, press } = useLoading(list, { params, given, whole });
  const [looking, setLooking] = useState<Look>();
  const look = (item: HTMLElement) => setLooking(lookAt(item));
  const onMove = useRoving(list, { canPick: verbs !== null, onLook: look, load });
  useBand(list, picks.drawing, verbs !== null);
  const any = !isEmpty(picks.state);

  const shown = useMemo(() => shownIn(stretches), [stretches]);
  const drawn = useMemo(() => (whole ? shown : firstWindow(shown, density)), [whole, shown, density]);
  const earlier = cursorBeyond(stretches, "earlier");
  const later = cursorBeyond(stretches, "later");
  // A tick draws the bar anew, not a thousand images.
  const images = useMemo(() => {
    const props = {
      shown: drawn,
      total,
      fromStart: earlier === null,
      drawn: given.cursor,
      selectable: verbs !== null,
    };
    return params.view === "table" ? <ImageTable {...props} params={params} /> : <ImageGrid {...props} />;
  }, [drawn, total, earlier, given, params, verbs]);

  /** Once: what is shown; again: all that match. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (verbs && event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (any && matches !== null && picks.isPageWhole()) picks.pickEverything();
      else picks.pickPage();
      return;
    }
    onMove(event);
  };

  const onClick = (event: MouseEvent) => {
    const opened = (event.target as Element).closest("[data-stop]")?.closest<HTMLElement>("[data-image]");
    if (opened) rememberOpened(opened.dataset.image ?? "");
    else picks.onPick(event);
  };

  async function lookOn(step: 1 | -1, from: string) {
    const next = () => neighbour(list.current, from, step);
    const item = next() ?? ((await load(step === 1 ? "later" : "earlier")) ? next() : undefined);
    if (item) look(item);
  }

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

  const words = shownInWords({ shown: shown.length, total, earlier, later });
  return (
    // What comes in above is held in place by hand, alike in every browser.
    <div className="[overflow-anchor:none]">
      {earlier && (
        <nav aria-label="Earlier images" className="flex flex-wrap items-center justify-center gap-2 pb-5">
          <LoadLink
            way="earlier"
            href={libraryHref(params, { cursor: earlier })}
            busy={busy === "earlier"}
            problem={problem?.way === "earlier" ? problem.message : undefined}
            onLoad={(byKeyboard) => void press("earlier", byKeyboard)}
          >
            <ToBeginning href={libraryHref(params, { cursor: undefined })} />
          </LoadLink>
          {stretches.length === mostStretches && (
            <p className="basis-full text-center text-meta text-muted-foreground">
              This page keeps 1,000 images at a time.
            </p>
          )}
        </nav>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: listens for the links and boxes inside it */}
      <div
        ref={list}
        data-picking={any ? "" : undefined}
        className="group/picks relative"
        onKeyDown={onKeyDown}
        onChange={picks.read}
        onClickCapture={onClick}
        // Its letters are waited for as soon as something is ticked.
        onFocus={loadBar}
      >
        {images}
      </div>
      <div
        ref={edge}
        data-foot=""
        className={cn("flex flex-wrap items-center justify-center gap-3 pt-6", !whole && "invisible")}
      >
        {later && (
          <LoadLink
            way="later"
            href={libraryHref(params, { cursor: later })}
            busy={busy === "later"}
            problem={problem?.way === "later" ? problem.message : undefined}
            onLoad={(byKeyboard) => void press("later", byKeyboard)}
          />
        )}
        {(earlier || later || stretches.length > 1) && (
          <p role="status" className="tabular text-meta text-muted-foreground">
            {words}
          </p>
        )}
      </div>
      <KeyHints view={params.view} canPick={verbs !== null} />
      {looking && (
        <QuickLook
          look={looking}
          more={{ earlier: earlier !== null, later: later !== null }}
          onMove={(step) => void lookOn(step, looking.id)}
          onClose={() => setLooking(undefined)}
        />
      )}
      {any && verbs && (
        <SelectionBar
          picks={picks.state}
          query={query}
          matches={matches}
          verbs={verbs}
          shown={shown.map(({ image }) => image)}
          onUntick={picks.untick}
          onClear={picks.clear}
          onPickPage={picks.pickPage}
          onPickEverything={picks.pickEverything}
        />
      )}
    </div>
  );
}
