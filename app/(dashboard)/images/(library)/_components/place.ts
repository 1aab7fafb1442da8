/** Where somebody is in the list, kept in the entry of the browser's history: reload, Back and Forward lead there. */
export type Place = {
  /** The list it is a place in. */
  question: string;
  /** The first image in sight and where its upper edge was, in pixels from the window's; null at the top. */
  id: string | null;
  top: number;
};

const key = "darkroomPlace";

/** The place that this entry of the history keeps for a list. */
export function placeIn(question: string): Place | null {
  const state: unknown = history.state;
  const kept = state && typeof state === "object" && key in state ? (state[key] as Place) : null;
  return kept?.question === question ? kept : null;
}

/**
 * Keeps the place, and names its reading in the address. Next's own part of the entry goes along unchanged, so that
 * its router takes no notice: there is nothing to fetch.
 */
export function keepPlace(place: Place, cursor: string | null): void {
  const url = new URL(location.href);
  const state = { ...history.state, [key]: place };
  const known = url.searchParams.get("cursor");
  if (cursor === null) url.searchParams.delete("cursor");
  else url.searchParams.set("cursor", cursor);
  // As it was written, where nothing changed.
  history.replaceState(state, "", known === cursor ? location.href : url);
}

export const itemsIn = (list: HTMLElement | null) =>
  list ? [...list.querySelectorAll<HTMLElement>("[data-image]")] : [];

/** The images in sight and their upper edges, first first. Empty without a list. */
export function inSight(list: HTMLElement | null): { item: HTMLElement; id: string; top: number }[] {
  const items = itemsIn(list);
  // They stand in order: look for the first in halves, not at a thousand.
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.getBoundingClientRect().bottom ?? 0) <= 0) low = middle + 1;
    else high = middle;
  }
  const seen = [];
  for (const item of items.slice(low, low + 60)) {
    const { top } = item.getBoundingClientRect();
    if (top > innerHeight) break;
    seen.push({ item, id: item.dataset.image ?? "", top });
  }
  return seen;
}

/** Scrolls so that the first of these that is still there stands where it stood; whether one is. */
export function hold(list: HTMLElement | null, places: { id: string; top: number }[]): boolean {
  for (const { id, top } of places) {
    const item = list?.querySelector(`[data-image="${CSS.escape(id)}"]`);
    if (!item) continue;
    const moved = item.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
    return true;
  }
  return false;
}
