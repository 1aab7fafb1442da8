import { itemsIn } from "@/app/(dashboard)/images/(library)/_components/place";
import { type Exposure, exposures } from "@/lib/exposure/schema";

/** What a closer look shows of one item, read from the list itself. */
export type Look = {
  id: string;
  name: string;
  /** Null while there is nothing to show. */
  src: string | null;
  alt: string;
  width: number | null;
  height: number | null;
  exposure: Exposure;
  sentence: string;
  /** Its place among what is shown, from 1. */
  place: number;
  of: number;
};

/** Reads an item of the list. */
export function lookAt(item: HTMLElement): Look {
  const { image: id = "", name = "", view, alt, exposure, sentence = "" } = item.dataset;
  const items = itemsIn(item.closest<HTMLElement>("ul, table"));
  const picture = item.querySelector("img[width]");
  const side = (which: "width" | "height") => Number(picture?.getAttribute(which)) || null;
  return {
    ...{ id, name, sentence, src: view ?? null, alt: alt ?? name },
    ...{ width: side("width"), height: side("height") },
    exposure: exposures.find((known) => known === exposure) ?? "unknown",
    place: items.indexOf(item) + 1,
    of: items.length,
  };
}

/** The item before or after one, and its stop takes the focus that the dialog gives back. */
export function neighbour(list: HTMLElement | null, id: string, step: 1 | -1): HTMLElement | undefined {
  const items = itemsIn(list);
  const next = items[items.findIndex((item) => item.dataset.image === id) + step];
  if (!next) return undefined;
  for (const item of items) {
    const stop = item.querySelector<HTMLElement>("[data-stop]");
    if (stop) stop.tabIndex = item === next ? 0 : -1;
  }
  return next;
}
