"use client";

import { useRef } from "react";

/**
 * Radix gives the focus back to a dialog's trigger, and drops it when the dialog was opened by state.
 * Spread on a Content: the focus returns to whatever had it before.
 */
export function useReturnFocus() {
  const from = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      from.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      const element = from.current;
      if (!(element instanceof HTMLElement) || !element.isConnected) return;
      event.preventDefault();
      element.focus();
    },
  };
}
