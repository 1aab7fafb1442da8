"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import type { ActionResult } from "@/lib/errors";

type OwedWatcherProps = {
  /** Does what is due, and says how much of it moved. */
  settle: (input: Record<never, never>) => Promise<ActionResult<{ moved: number }>>;
};

const first = 2_000;
/** A step that failed waits five seconds at least before it is due again. */
const every = 5_000;

/** While re-sealings or leaving keys are unfinished, any open page of somebody who may act on them carries them on. */
export function OwedWatcher({ settle }: OwedWatcherProps) {
  const router = useRouter();
  const turn = useEffectEvent(async () => {
    const answer = await settle({}).catch(() => null);
    if (answer?.ok && answer.data.moved > 0) router.refresh();
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const go = async () => {
      if (!document.hidden) await turn();
      if (!stopped) timer = setTimeout(go, every);
    };
    timer = setTimeout(go, first);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
  return null;
}
