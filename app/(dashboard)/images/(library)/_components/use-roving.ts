"use client";

import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { countColumns, nextStop } from "@/app/(dashboard)/images/(library)/roving";

const stopsIn = (list: HTMLElement | null) =>
  list ? [...list.querySelectorAll<HTMLElement>("[data-stop]")] : [];

/**
 * Makes the `[data-stop]` links inside a list one stop of the Tab key, moved by the arrows. Without script
 * every link keeps its own stop. Space ticks the box of the same item, Shift takes it along.
 */
export function useRoving(list: RefObject<HTMLElement | null>, canPick: boolean) {
  // After each drawing: a new page or a deleted image must leave exactly one stop.
  useEffect(() => {
    const stops = stopsIn(list.current);
    const kept = stops.find((stop) => stop.tabIndex === 0 && stop.hasAttribute("tabindex")) ?? stops[0];
    for (const stop of stops) stop.tabIndex = stop === kept ? 0 : -1;
  });

  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = stopsIn(list.current);
    const item = (event.target as HTMLElement).closest("[data-image]");
    const index = stops.findIndex((stop) => item?.contains(stop));
    const here = stops[index];
    if (!here || !item) return;

    if (event.key === " " && event.target === here) {
      event.preventDefault();
      if (canPick) boxOf(item)?.click();
      return;
    }
    const columns = countColumns(stops.map((stop) => stop.getBoundingClientRect().top));
    const to = nextStop(event.key, { index, count: stops.length, columns });
    const next = to === null ? undefined : stops[to];
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey && canPick) tick(item, next.closest("[data-image]"));
    here.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}

const boxOf = (item: Element | null) => item?.querySelector<HTMLInputElement>("[data-pick]");

function tick(...items: (Element | null)[]) {
  for (const item of items) {
    const box = boxOf(item);
    if (box && !box.checked) box.click();
  }
}
