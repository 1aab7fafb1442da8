"use client";

import { unstable_isUnrecognizedActionError, useRouter } from "next/navigation";
import { useEffect } from "react";
import { call } from "@/components/upload/upload-actions";
import { uploadRoom } from "@/components/upload/upload-room";

const soon = 2_000;
const latest = 60_000;
const atATime = 8;

/**
 * For pages that show unfinished uploads: asks for them to be finished, ever less often, while somebody looks,
 * and draws the page again when one changed. The dock in the layout lends it the action.
 */
export function PendingWatcher() {
  const router = useRouter();

  useEffect(() => {
    let delay = soon;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;

    const next = (wait: number) => {
      clearTimeout(timer);
      delay = wait;
      if (!stopped && !document.hidden) timer = setTimeout(look, delay);
    };
    const look = async () => {
      const { settleDue, running } = uploadRoom;
      // The queue of this tab is at it, and refreshes the page itself.
      if (!settleDue || running) return next(soon * 2);
      const result = await call(() => settleDue({ limit: atATime }), unstable_isUnrecognizedActionError);
      if (stopped) return;
      if (!result.ok && (result.code === "UNREACHABLE" || result.code === "UPSTREAM"))
        return next(Math.min(latest, delay * 2));
      // Signed out, demoted or a newer version: the next click says so better than a watcher.
      if (!result.ok) return;
      const changed = result.data.some(({ state }) => state !== "waiting" && state !== "measuring");
      // Another tab or the schedule may have finished it, so a long silence is worth a look as well.
      if (changed || delay >= latest / 2) router.refresh();
      next(changed ? soon : Math.min(latest, delay * 1.6));
    };
    const onVisible = () => next(soon);

    next(soon);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [router]);

  return null;
}
