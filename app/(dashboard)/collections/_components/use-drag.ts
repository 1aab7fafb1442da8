"use client";

import { type PointerEvent, type RefObject, type SyntheticEvent, useEffect, useRef } from "react";
import type { Member, To } from "@/app/(dashboard)/collections/_components/order";

const slack = 6;
const edge = 72;

type Drag = { id: number; item: HTMLElement; x: number; y: number; began: boolean; frame: number };
type Drop = { over: HTMLElement; side: "before" | "after" };

const itemOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-member]") : null;

/**
 * Dragging a member by its grip. The pointer alone is followed, and what it would do is shown by attributes that the
 * styles read: nothing is drawn anew before it is dropped. Escape gives up.
 */
export function useDrag(list: RefObject<HTMLElement | null>, move: (member: Member, to: To) => void) {
  const drag = useRef<Drag>(null);
  const drop = useRef<Drop>(null);
  const dropped = useRef(false);

  const mark = (next: Drop | null) => {
    if (drop.current) delete drop.current.over.dataset.drop;
    drop.current = next;
    if (next) next.over.dataset.drop = next.side;
  };
  const end = () => {
    mark(null);
    if (!drag.current) return;
    cancelAnimationFrame(drag.current.frame);
    delete drag.current.item.dataset.dragged;
    drag.current = null;
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !drag.current?.began) return;
      dropped.current = true;
      end();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });

  /** Near an edge the page follows, also while the pointer rests. */
  const follow = () => {
    const now = drag.current;
    if (!now) return;
    const step = now.y < edge ? -10 : now.y > window.innerHeight - edge ? 10 : 0;
    if (step !== 0) {
      window.scrollBy(0, step);
      look(now);
    }
    now.frame = requestAnimationFrame(follow);
  };

  const look = ({ item, x, y }: Drag) => {
    const over = itemOf(document.elementFromPoint(x, y));
    if (!over || !list.current?.contains(over) || over === item) return mark(null);
    const { left, width } = over.getBoundingClientRect();
    mark({ over, side: x < left + width / 2 ? "before" : "after" });
  };

  const onPointerDown = (event: PointerEvent) => {
    dropped.current = false;
    const item = itemOf(event.target);
    const grip = event.target instanceof Element && event.target.closest("[data-grip]");
    if (!item || !grip || event.button !== 0) return;
    // The same release is heard wherever it happens.
    grip.setPointerCapture(event.pointerId);
    drag.current = {
      ...{ id: event.pointerId, item, x: event.clientX, y: event.clientY, began: false, frame: 0 },
    };
  };

  const onPointerMove = (event: PointerEvent) => {
    const now = drag.current;
    if (!now || now.id !== event.pointerId) return;
    if (!now.began && Math.hypot(event.clientX - now.x, event.clientY - now.y) < slack) return;
    now.x = event.clientX;
    now.y = event.clientY;
    if (!now.began) {
      now.began = true;
      now.item.dataset.dragged = "";
      follow();
    }
    look(now);
  };

  const onPointerUp = (event: PointerEvent) => {
    const now = drag.current;
    if (!now || now.id !== event.pointerId) return;
    const to = drop.current && placeOf(drop.current, now.item);
    const member = { id: now.item.dataset.member ?? "", name: now.item.dataset.name ?? "" };
    dropped.current = now.began;
    end();
    if (to) move(member, to);
  };

  return {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: end,
    /** The click that a drag ends with asks for nothing. */
    swallow: (event: SyntheticEvent) => {
      if (!dropped.current) return;
      dropped.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** Behind its new neighbour; at the head of a page, where none is in sight, by number. Null: that is where it is. */
function placeOf({ over, side }: Drop, item: HTMLElement): To | null {
  const ahead = side === "after" ? over : over.previousElementSibling;
  if (ahead === item) return null;
  if (ahead instanceof HTMLElement) {
    const afterId = ahead.dataset.member ?? null;
    return ahead.nextElementSibling === item ? null : { afterId };
  }
  return { place: Number(over.dataset.place) };
}
