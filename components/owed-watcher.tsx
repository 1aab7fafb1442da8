"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { useTurns } from "@/components/use-turns";
import type { ActionResult } from "@/lib/errors";

type OwedWatcherProps = {
  /** Does a slice of what is due, and says how much of it moved and whether more is left. */
  settle: (input: Record<never, never>) => Promise<ActionResult<{ moved: number; owed: boolean }>>;
  /** Whether anything was left when the page was drawn. */
  owed: boolean;
};

const first = 2_000;
/** A step that failed waits five seconds at least before it is due again. */
const every = 5_000;
/** While nothing is left: an image's time in the trash ends, or somebody's page closes, without this one being drawn anew. */
const idle = 5 * 60_000;

/** What is unfinished and nobody's page or schedule carries on, any open page of somebody who may carries on. */
export function OwedWatcher({ settle, owed }: OwedWatcherProps) {
  const router = useRouter();
  const worked = useRef(owed);
  useTurns(true, owed ? first : idle, async () => {
    if (document.hidden) return worked.current ? every : idle;
    const answer = await settle({}).catch(() => null);
    if (!answer?.ok) return every * 6;
    const ended = worked.current && !answer.data.owed;
    worked.current = answer.data.owed;
    if (answer.data.moved > 0 || ended) router.refresh();
    return answer.data.owed ? every : idle;
  });
  return null;
}
