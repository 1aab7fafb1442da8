"use client";

import { type CSSProperties, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/lib/cn";

type TooltipProps = {
  /** Adds to what is visible (the technical name, a full value); never the only place of something needed. */
  content: ReactNode;
  side?: "top" | "right" | "bottom";
  /** It repeats the name of a control that has folded to an icon: shown only then, and not read out twice. */
  foldedName?: boolean;
  className?: string;
  children: ReactNode;
};

/**
 * 1 kB instead of the 20 kB of a positioning library: one hint, in the top layer, above, below or beside its
 * trigger. Opens on hover and on focus, stays while the pointer is on it, closes with Escape (WCAG 1.4.13).
 */
export function Tooltip({ content, side = "top", foldedName = false, className, children }: TooltipProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [place, setPlace] = useState<CSSProperties | null>(null);

  const later = (run: () => void, wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(run, wait);
  };
  const open = () => {
    const element = anchor.current;
    if (element && !(foldedName && element.offsetWidth > foldedWidth)) setPlace(placeFor(element, side));
  };
  const close = () => setPlace(null);

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!place) return;
    bubble.current?.showPopover?.();
    const control = anchor.current?.querySelector("a, button, input, select, textarea, [tabindex]");
    if (!foldedName) control?.setAttribute("aria-describedby", id);
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && setPlace(null);
    const onScroll = () => setPlace(null);
    document.addEventListener("keydown", onKey);
    addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      control?.removeAttribute("aria-describedby");
      document.removeEventListener("keydown", onKey);
      removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [place, id, foldedName]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens on behalf of the control inside it
    <span
      ref={anchor}
      className={cn("inline-flex", className)}
      onPointerEnter={(event) => event.pointerType === "mouse" && later(open, 350)}
      onPointerLeave={() => later(close, 120)}
      onFocus={(event) => event.target.matches(":focus-visible") && open()}
      onBlur={close}
    >
      {children}
      {place && (
        <span
          ref={bubble}
          id={id}
          role="tooltip"
          popover="manual"
          style={place}
          className="fixed inset-auto m-0 w-max max-w-72 rounded-md bg-foreground px-2.5 py-1.5 font-normal text-background text-xs leading-4"
        >
          {content}
        </span>
      )}
    </span>
  );
}

const foldedWidth = 64;

function placeFor(element: HTMLElement, side: "top" | "right" | "bottom"): CSSProperties {
  const box = element.getBoundingClientRect();
  if (side === "right") return { left: box.right + 8, top: box.top + box.height / 2, translate: "0 -50%" };
  // Kept on the screen by anchoring to the nearer edge instead of the middle.
  const middle = box.left + box.width / 2;
  const across: CSSProperties =
    middle < 150
      ? { left: Math.max(8, box.left) }
      : middle > innerWidth - 150
        ? { right: Math.max(8, innerWidth - box.right) }
        : { left: middle, translate: "-50% 0" };
  const above = side === "top" && box.top > 80;
  return above ? { ...across, bottom: innerHeight - box.top + 6 } : { ...across, top: box.bottom + 6 };
}
