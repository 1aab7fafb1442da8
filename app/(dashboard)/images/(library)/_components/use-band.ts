"use client";

import { type RefObject, useEffect, useRef } from "react";
import { beginsBand, type Drawing, drawBand } from "@/app/(dashboard)/images/(library)/_components/draw-band";

/** Beyond the list itself, in pixels, a rectangle may begin this far above or below it. */
const around = 24;

/** Selects what a rectangle touches that is drawn with the mouse. A link stays a link, and a finger scrolls. */
export function useBand(list: RefObject<HTMLElement | null>, drawing: Drawing, enabled: boolean) {
  const latest = useRef(drawing);
  useEffect(() => {
    latest.current = drawing;
  });
  useEffect(() => {
    const ground = list.current?.closest("main");
    if (!enabled || !ground) return;
    const onPress = (event: PointerEvent) => {
      if (!list.current || !beginsBand(event)) return;
      const { top, bottom } = list.current.getBoundingClientRect();
      if (event.clientY < top - around || event.clientY > bottom + around) return;
      drawBand(list.current, event, {
        show: (touched, add) => latest.current.show(touched, add),
        keep: (touched, add) => latest.current.keep(touched, add),
        undo: () => latest.current.undo(),
      });
    };
    ground.addEventListener("pointerdown", onPress);
    return () => ground.removeEventListener("pointerdown", onPress);
  }, [list, enabled]);
}
