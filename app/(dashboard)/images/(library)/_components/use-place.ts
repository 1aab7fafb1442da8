"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { lastOpened } from "@/app/(dashboard)/images/(library)/_components/last-opened";
import { hold, inSight, keepPlace, placeIn } from "@/app/(dashboard)/images/(library)/_components/place";
import type { Stretch, Way } from "@/app/(dashboard)/images/(library)/stretches";

/** After the last movement, before the address is written: browsers count how often that is done. */
const pause = 200;
/** As near to the beginning of what is loaded, in pixels, whoever scrolls up has more loaded. */
const near = 800;

/** Wraps a change of the list so that what is looked at stays where it is. */
export function keepingStill(list: RefObject<HTMLElement | null>) {
  return (change: () => void, how: "same" | Way) => {
    // At the very top nothing is held: what is new there is there to be seen.
    const places = how === "earlier" || isScrolled(list.current) ? inSight(list.current) : [];
    change();
    hold(list.current, places);
  };
}

/** Behind a waiting room the list has no place: the window is as short as what waits. */
const isHidden = (list: HTMLElement | null) => list?.offsetParent === null;

const isScrolled = (list: HTMLElement | null) => (list?.getBoundingClientRect().top ?? 0) < 0;

/** `whole`: all that was read is drawn, and not only the first window of it. */
type Looking = { question: string; given: Stretch; view: string; whole: boolean; loadEarlier: () => void };

/** Keeps the place in the list: in the address, over a change of view, on the way back and on reload. */
export function usePlace(list: RefObject<HTMLElement | null>, looking: Looking) {
  const { question, given, view, whole } = looking;
  const tracked = useRef<{ id: string; top: number }[]>([]);
  const latest = useRef(looking);
  useEffect(() => {
    latest.current = looking;
  });

  const save = useCallback(() => {
    // A navigation that has begun already owns the address.
    if (location.pathname !== "/images" || !list.current || isHidden(list.current)) return;
    const first = isScrolled(list.current) ? inSight(list.current)[0] : undefined;
    const place = { question: latest.current.question, id: first?.id ?? null, top: first?.top ?? 0 };
    keepPlace(place, cursorOf(list.current, first?.item));
  }, [list]);

  // Before it is painted: on arrival the place that the history's entry keeps, on another drawing what was in sight.
  const arrived = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each drawing of the server, and each view
  useLayoutEffect(() => {
    if (!whole) return;
    if (arrived.current === question) {
      hold(list.current, tracked.current);
      return;
    }
    arrived.current = question;
    const place = placeIn(question);
    if (!place) return;
    if (place.id === null) scrollTo({ top: 0, behavior: "instant" });
    else hold(list.current, [{ id: place.id, top: place.top }]);
    const opened = lastOpened();
    const stop =
      opened && list.current?.querySelector<HTMLElement>(`[data-image="${CSS.escape(opened)}"] [data-stop]`);
    if (stop && document.activeElement === document.body) stop.focus({ preventScroll: true });
  }, [question, given, view, whole]);

  useEffect(() => {
    // Before that nothing has arrived, and the place to arrive at must not be written over.
    if (!whole) return;
    const was = history.scrollRestoration;
    history.scrollRestoration = "manual";
    save();
    let before = scrollY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    const look = () => {
      if (isHidden(list.current)) return;
      tracked.current = isScrolled(list.current) ? inSight(list.current) : [];
      const top = list.current?.getBoundingClientRect().top ?? 0;
      if (scrollY < before && top > -near) latest.current.loadEarlier();
      before = scrollY;
    };
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    };
    addEventListener("scroll", onScroll, { passive: true });
    addEventListener("pagehide", save);
    // Whoever follows a link leaves from here.
    document.addEventListener("click", save, true);
    return () => {
      history.scrollRestoration = was;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      removeEventListener("scroll", onScroll);
      removeEventListener("pagehide", save);
      document.removeEventListener("click", save, true);
    };
  }, [list, save, whole]);
}

/** The reading that an image belongs to, as the list's marks say; without one, the reading that the list begins with. */
function cursorOf(list: HTMLElement, item: HTMLElement | undefined): string | null {
  const marks = [...list.querySelectorAll<HTMLElement>("[data-reading]")];
  const before = marks.filter(
    (mark) =>
      item && (mark.contains(item) || mark.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING),
  );
  return (before.at(-1) ?? marks[0])?.dataset.reading || null;
}
