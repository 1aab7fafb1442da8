"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False while the server draws and on the browser's first drawing of the same; true from then on. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
