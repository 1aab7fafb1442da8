"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { advanceImport } from "@/app/(dashboard)/actions";

const soon = 300;
const watching = 5_000;
const resting = 30_000;

/**
 * Measures what was brought in, a slice at a time, while this screen is open; who may not only watches. The import
 * itself is worked on by the pill, on every screen.
 */
export function Runner({ active, canAdvance }: { active: boolean; canAdvance: boolean }) {
  const router = useRouter();

  /** Milliseconds until the next slice. */
  const turn = useEffectEvent(async (): Promise<number> => {
    const answer = canAdvance ? await advanceImport({}).catch(() => null) : null;
    router.refresh();
    if (!canAdvance) return watching;
    return answer?.ok && answer.data.busy ? soon : resting;
  });

  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const go = async () => {
      const wait = await turn();
      if (!stopped) timer = setTimeout(go, document.hidden ? Math.max(wait, watching) : wait);
    };
    timer = setTimeout(go, soon);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [active]);

  return null;
}
