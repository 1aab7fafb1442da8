import { itemsIn } from "@/app/(dashboard)/images/(library)/_components/place";
import { boxBetween, scrollStep, touches } from "@/app/(dashboard)/images/(library)/band";

/** A hand that presses a button moves a little. */
const slack = 5;

/** What must keep its own press: everything one can act on or mark, and the tiles, which are links. */
const own = "a, button, input, select, textarea, label, nav, thead, p, h1, search, [data-image]:not(tr)";

/** Whether it is the press of a mouse on the ground between the images, or in the column of boxes. */
export function beginsBand(event: PointerEvent): boolean {
  if (event.pointerType !== "mouse" || event.button !== 0) return false;
  return event.target instanceof Element && !event.target.closest(own);
}

export type Drawing = {
  /** On the way: what is touched, and whether what was ticked before stays. */
  show: (touched: Set<string>, add: boolean) => void;
  /** The hand let go. */
  keep: (touched: Set<string>, add: boolean) => void;
  /** Esc, or the browser took the pointer away. */
  undo: () => void;
};

/** Follows the mouse from a press on: draws the rectangle, scrolls at the window's edges, tells what it touches. */
export function drawBand(list: HTMLElement, press: PointerEvent, { show, keep, undo }: Drawing): void {
  const start = { x: press.pageX, y: press.pageY };
  const add = press.shiftKey || press.ctrlKey || press.metaKey;
  const hand = { x: press.clientX, y: press.clientY };
  let band: HTMLElement | null = null;
  let touched = new Set<string>();
  let frame = 0;

  const onMove = (event: PointerEvent) => {
    Object.assign(hand, { x: event.clientX, y: event.clientY });
    const moved = Math.hypot(event.pageX - start.x, event.pageY - start.y);
    if (band || moved < slack) return;
    band = document.body.appendChild(document.createElement("div"));
    band.className =
      "pointer-events-none absolute z-40 rounded-sm border border-safelight bg-safelight/15 forced-colors:border-[Highlight]";
    getSelection()?.removeAllRanges();
    frame = requestAnimationFrame(draw);
  };

  /** Each frame: the page may scroll, and more may be loaded, while the hand rests. */
  const draw = () => {
    const step = scrollStep(hand.y, innerHeight);
    if (step !== 0) scrollBy({ top: step, behavior: "instant" });
    const end = { x: hand.x + scrollX, y: Math.min(hand.y + scrollY, document.documentElement.scrollHeight) };
    const box = boxBetween(start, end);
    if (band)
      Object.assign(band.style, {
        left: `${box.left}px`,
        top: `${box.top}px`,
        width: `${box.right - box.left}px`,
        height: `${box.bottom - box.top}px`,
      });
    const now = new Set<string>();
    for (const item of itemsIn(list)) {
      const { left, top, right, bottom } = item.getBoundingClientRect();
      const place = {
        left: left + scrollX,
        right: right + scrollX,
        top: top + scrollY,
        bottom: bottom + scrollY,
      };
      if (touches(box, place)) now.add(item.dataset.image ?? "");
    }
    if (now.size !== touched.size || [...now].some((id) => !touched.has(id))) show(now, add);
    touched = now;
    frame = requestAnimationFrame(draw);
  };

  const stop = () => {
    cancelAnimationFrame(frame);
    band?.remove();
    listening.abort();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !band) return;
    // It would end the selection that is given back.
    event.preventDefault();
    event.stopPropagation();
    stop();
    undo();
  };

  const listening = new AbortController();
  const { signal } = listening;
  addEventListener("pointermove", onMove, { signal });
  addEventListener("keydown", onKey, { signal, capture: true });
  // The words under the hand are not what is selected.
  addEventListener("selectstart", (event) => event.preventDefault(), { signal });
  addEventListener(
    "pointerup",
    () => {
      const drawn = band !== null;
      stop();
      if (drawn) keep(touched, add);
      // A press alone, beside a box: the whole cell is its target.
      else if (press.target instanceof Element)
        press.target.closest("[data-pick-cell]")?.querySelector<HTMLInputElement>("[data-pick]")?.click();
    },
    { signal },
  );
  addEventListener(
    "pointercancel",
    () => {
      const drawn = band !== null;
      stop();
      if (drawn) undo();
    },
    { signal },
  );
}
