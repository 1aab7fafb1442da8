"use client";

import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { countColumns, nextStop } from "@/app/(dashboard)/images/(library)/roving";

const stopsIn = (list: HTMLElement | null) =>
  list ? [...list.querySelectorAll<HTMLElement>("[data-stop]")] : [];

/**
 * Makes the `[data-stop]` links inside a list one stop of the Tab key, moved by the arrows. Without script
 * every link keeps its own stop. X ticks the box of the same item, Shift takes it along, Space looks closer.
 */
export function useRoving(
  list: RefObject<HTMLElement | null>,
  { canPick, onLook }: { canPick: boolean; onLook: (item: HTMLElement) => void },
) {
  // After each drawing: a new page or a deleted image must leave exactly one stop; who comes back finds theirs.
  useEffect(() => {
    const stops = stopsIn(list.current);
    const kept =
      stops.find((stop) => stop.tabIndex === 0 && stop.hasAttribute("tabindex")) ??
      stops.find((stop) => stop.closest<HTMLElement>("[data-image]")?.dataset.image === lastOpened()) ??
      stops[0];
    for (const stop of stops) stop.tabIndex = stop === kept ? 0 : -1;
  });

  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = stopsIn(list.current);
    const item = (event.target as HTMLElement).closest<HTMLElement>("[data-image]");
    const index = stops.findIndex((stop) => item?.contains(stop));
    const here = stops[index];
    if (!here || !item) return;

    if (event.key === "Enter") rememberOpened(item.dataset.image ?? "");
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

const opened = "darkroom.library.opened";

/** The image that was opened last in this tab. */
function lastOpened(): string | null {
  try {
    return sessionStorage.getItem(opened);
  } catch {
    return null;
  }
}

function rememberOpened(imageId: string): void {
  try {
    sessionStorage.setItem(opened, imageId);
  } catch {
    // A browser that keeps nothing: the list starts at its first image again.
  }
}

const boxOf = (item: Element | null) => item?.querySelector<HTMLInputElement>("[data-pick]");

function tick(...items: (Element | null)[]) {
  for (const item of items) {
    const box = boxOf(item);
    if (box && !box.checked) box.click();
  }
}
