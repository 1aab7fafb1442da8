"use client";

import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { lastOpened } from "@/app/(dashboard)/images/(library)/_components/last-opened";
import { itemsIn } from "@/app/(dashboard)/images/(library)/_components/place";
import { asksBeyond, countColumns, nextStop } from "@/app/(dashboard)/images/(library)/roving";
import type { Way } from "@/app/(dashboard)/images/(library)/stretches";

const stopIn = (item: HTMLElement | null | undefined) => item?.querySelector<HTMLElement>("[data-stop]");

type Walk = {
  canPick: boolean;
  onLook: (item: HTMLElement) => void;
  /** Loads what lies beyond an end of the list; whether something came. */
  load: (way: Way) => Promise<boolean>;
};

/**
 * Makes the `[data-stop]` links inside a list one stop of the Tab key, moved by the arrows. Without script
 * every link keeps its own stop. X ticks the box of the same item, Shift takes it along, Space looks closer.
 */
export function useRoving(list: RefObject<HTMLElement | null>, { canPick, onLook, load }: Walk) {
  // After each drawing: a new page or a deleted image must leave exactly one stop; who comes back finds theirs.
  useEffect(() => {
    const stops = itemsIn(list.current).flatMap((item) => stopIn(item) ?? []);
    const kept =
      stops.find((stop) => stop.tabIndex === 0 && stop.hasAttribute("tabindex")) ??
      stops.find((stop) => stop.closest<HTMLElement>("[data-image]")?.dataset.image === lastOpened()) ??
      stops[0];
    for (const stop of stops) stop.tabIndex = stop === kept ? 0 : -1;
  });

  async function move(key: string, item: HTMLElement, { take }: { take: boolean }) {
    const go = () => goal(key, itemsIn(list.current), item);
    let to = go();
    const beyond = to && asksBeyond(key, to);
    if (beyond && (await load(beyond))) to = go();
    const next = to?.items[to.to];
    // Meanwhile somebody may have gone elsewhere.
    if (!next || !item.contains(document.activeElement)) return;
    if (take && canPick) tick(item, next);
    focusStop(list.current, next);
  }

  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = (event.target as HTMLElement).closest<HTMLElement>("[data-image]");
    const here = stopIn(item);
    if (!here || !item) return;

    if (event.key === " " && event.target === here) {
      event.preventDefault();
      onLook(item);
      return;
    }
    if (event.key.toLowerCase() === "x") {
      event.preventDefault();
      if (canPick) boxOf(item)?.click();
      return;
    }
    if (nextStop(event.key, { index: 0, count: 1, columns: 1 }) === null) return;
    event.preventDefault();
    void move(event.key, item, { take: event.shiftKey });
  };
}

/** Makes an item the list's stop and puts the focus there. */
export function focusStop(list: HTMLElement | null, item: HTMLElement): void {
  for (const old of list?.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]') ?? []) old.tabIndex = -1;
  const stop = stopIn(item);
  if (!stop) return;
  stop.tabIndex = 0;
  stop.focus();
}

function goal(key: string, items: HTMLElement[], item: HTMLElement) {
  const from = items.indexOf(item);
  // No window is wider than this many columns, and measuring a thousand would take longer than a frame.
  const boxes = items.slice(0, 60).map((each) => each.getBoundingClientRect());
  const columns = countColumns(boxes.map(({ top }) => top));
  const pitch = (boxes[columns]?.top ?? 0) - (boxes[0]?.top ?? 0);
  const rows = pitch > 0 ? Math.max(1, Math.floor((innerHeight * 0.85) / pitch)) : 1;
  const to = nextStop(key, { index: from, count: items.length, columns, rows });
  return to === null || from < 0 ? null : { items, from, to };
}

const boxOf = (item: Element | null) => item?.querySelector<HTMLInputElement>("[data-pick]");

function tick(...items: (Element | null)[]) {
  for (const item of items) {
    const box = boxOf(item);
    if (box && !box.checked) box.click();
  }
}
