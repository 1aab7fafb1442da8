"use client";

import { type MouseEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import {
  change,
  isPicked,
  keepPicks,
  mostPicks,
  noPicks,
  type Picks,
  readPicks,
} from "@/app/(dashboard)/images/(library)/_components/pick-store";

const boxesIn = (list: HTMLElement | null) =>
  list ? [...list.querySelectorAll<HTMLInputElement>("[data-pick]")] : [];

/**
 * The ticked images. The boxes of the page show the kept selection when they appear and change it when they are
 * ticked, so that it outlives the page they are on. `question` names what the library shows.
 */
export function usePicks(list: RefObject<HTMLElement | null>, question: string) {
  const [state, setState] = useState<Picks>(noPicks);
  const kept = useRef<Picks | null>(null);
  const shown = useRef(new WeakSet<HTMLInputElement>());
  const lastPick = useRef<HTMLInputElement>(null);

  const keep = useCallback((next: Picks) => {
    kept.current = next;
    keepPicks(next);
    setState(next);
  }, []);

  // After each drawing: boxes that are new here show what is kept.
  useEffect(() => {
    if (!kept.current) {
      const stored = readPicks();
      kept.current = stored;
      if (stored !== noPicks) setState(stored);
    }
    // All that matched another question is not what this one shows.
    if (kept.current.everything && kept.current.everything.question !== question) keep(noPicks);
    const now = kept.current;
    for (const box of boxesIn(list.current)) {
      if (shown.current.has(box)) continue;
      shown.current.add(box);
      box.checked = isPicked(now, idOf(box));
    }
  });

  /** Takes over what the boxes of the page say. */
  const read = useCallback(() => {
    const now = kept.current ?? noPicks;
    const changes = boxesIn(list.current).flatMap((box) => {
      const id = idOf(box);
      return id && box.checked !== isPicked(now, id) ? [{ id, ticked: box.checked }] : [];
    });
    if (changes.length > 0) keep(change(now, changes));
  }, [list, keep]);

  const redraw = (test: (id: string) => boolean) => {
    for (const box of boxesIn(list.current)) box.checked = test(idOf(box));
  };
  const show = (next: Picks) => {
    keep(next);
    redraw((id) => isPicked(next, id));
  };
  /** For a rectangle that is being drawn: the boxes alone show it, until it is kept or given up. */
  const drawing = {
    show: (touched: Set<string>, add: boolean) =>
      redraw((id) => touched.has(id) || (add && isPicked(kept.current ?? noPicks, id))),
    keep: (touched: Set<string>, add: boolean) =>
      add ? read() : show({ picks: [...touched].slice(0, mostPicks), everything: null }),
    undo: () => redraw((id) => isPicked(kept.current ?? noPicks, id)),
  };
  const pickPage = () => {
    for (const box of boxesIn(list.current)) box.checked = true;
    read();
  };

  /** A click with Shift ticks everything between the last ticked box and this one. */
  const onPick = (event: MouseEvent) => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement) || !target.matches("[data-pick]")) return;
    const boxes = boxesIn(list.current);
    const [from, to] = [lastPick.current ? boxes.indexOf(lastPick.current) : -1, boxes.indexOf(target)];
    if (event.shiftKey && from >= 0)
      for (const box of boxes.slice(Math.min(from, to), Math.max(from, to) + 1))
        if (box !== target) box.checked = target.checked;
    lastPick.current = target;
  };

  return {
    state,
    read,
    onPick,
    drawing,
    pickPage,
    clear: () => show(noPicks),
    /** For images that may not be shown here. */
    untick: (imageIds: string[]) =>
      show(
        change(
          kept.current ?? noPicks,
          imageIds.map((id) => ({ id, ticked: false })),
        ),
      ),
    pickEverything: () => show({ picks: [], everything: { question, except: [] } }),
    isPageWhole: () => boxesIn(list.current).every(({ checked }) => checked),
  };
}

const idOf = (box: HTMLInputElement) => box.closest<HTMLElement>("[data-image]")?.dataset.image ?? "";
