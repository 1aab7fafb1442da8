"use client";

import { useEffect, useRef } from "react";

/**
 * Runs when a single key is pressed and nobody is typing, choosing or answering a dialog. Show the key with
 * `Kbd` where it acts. `key` is `KeyboardEvent.key`, letters in lower case.
 */
export function useShortcut(key: string, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key.toLowerCase() || event.repeat || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [key, enabled]);
}

/** A text field owns its letters, and an open dialog owns the keyboard. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"], [role="alertdialog"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";
  return target.closest(typing) !== null;
}
