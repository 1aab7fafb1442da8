"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { advanceImport } from "@/app/(dashboard)/import/actions";

const soon = 300;
const watching = 5_000;
const resting = 30_000;
const longest = 60_000;

/** While something is to be done an open page does it, a slice at a time; who may not only watches. */
export function Runner({ active, canAdvance }: { active: boolean; canAdvance: boolean }) {
  const router = useRouter();

  /** Milliseconds until the next slice. */
  const turn = useEffectEvent(async (): Promise<number> => {
    if (!canAdvance) {
      router.refresh();
      return watching;
    }
    const answer = await advanceImport({}).catch(() => null);
    if (!answer?.ok) return resting;
    const { busy, resumesAt } = answer.data;
    if (!busy) return resting;
    return resumesAt ? Math.min(longest, Math.max(soon, resumesAt.getTime() - Date.now())) : soon;
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
