"use client";

import { useRouter } from "next/navigation";
import { useTurns } from "@/components/use-turns";
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
  useTurns(true, first, async () => {
    if (document.hidden) return every;
    const answer = await settle({}).catch(() => null);
    if (answer?.ok && answer.data.moved > 0) router.refresh();
    return every;
  });
  return null;
}
