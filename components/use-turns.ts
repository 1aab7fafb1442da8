"use client";

import { useEffect, useEffectEvent } from "react";

/** Takes turns while `active`: the first after `first` milliseconds, each other after as many as the one before said. */
export function useTurns(active: boolean, first: number, turn: () => Promise<number>): void {
  const take = useEffectEvent(turn);
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const go = async () => {
      const wait = await take();
      if (!stopped) timer = setTimeout(go, wait);
    };
    timer = setTimeout(go, first);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [active, first]);
}
