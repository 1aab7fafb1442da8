"use client";

import { type MouseEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";

export type Pick = {
  id: string;
  name: string;
  liveLinks: number;
  picture: { src: string | null; alt: string; width: number | null; height: number | null };
};

const boxesIn = (list: HTMLElement | null) =>
  list ? [...list.querySelectorAll<HTMLInputElement>("[data-pick]")] : [];

/** The ticked images, read from the page itself: it cannot disagree with what the person sees. */
export function usePicks(list: RefObject<HTMLElement | null>) {
  const [picked, setPicked] = useState<Pick[]>([]);
  const lastPick = useRef<HTMLInputElement>(null);

  const read = useCallback(() => {
    const found = boxesIn(list.current).flatMap((box) => (box.checked ? describe(box) : []));
    // Same selection, same state: this also runs after every drawing.
    setPicked((before) => (sameIds(before, found) ? before : found));
  }, [list]);
  useEffect(read);

  const setAll = (checked: boolean) => {
    for (const box of boxesIn(list.current)) box.checked = checked;
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

  return { picked, read, clear: () => setAll(false), pickAll: () => setAll(true), onPick };
}

function describe(box: HTMLInputElement): Pick[] {
  const item = box.closest<HTMLElement>("[data-image]");
  if (!item?.dataset.image) return [];
  const { image: id, name = "", links = "0" } = item.dataset;
  const img = item.querySelector("img[width]");
  const pixels = (side: "width" | "height") => Number(img?.getAttribute(side)) || null;
  const picture = {
    src: img?.getAttribute("src") ?? null,
    alt: name,
    width: pixels("width"),
    height: pixels("height"),
  };
  return [{ id, name, liveLinks: Number(links), picture }];
}

function sameIds(a: Pick[], b: Pick[]): boolean {
  return a.length === b.length && a.every((pick, at) => pick.id === b[at]?.id);
}
