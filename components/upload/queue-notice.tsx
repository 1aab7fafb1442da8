"use client";

import { CircleAlert, WifiOff } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { QueueSnapshot } from "@/components/upload/queue";

type QueueNoticeProps = Pick<QueueSnapshot, "pause" | "online"> & { onResume: () => void };

/** Why the whole queue stands still, what is kept, and what to do. */
export function QueueNotice({ pause, online, onResume }: QueueNoticeProps) {
  if (!online) {
    return (
      <p role="status" className="flex gap-2.5 border-b bg-muted px-5 py-3 text-sm">
        <WifiOff aria-hidden className="mt-0.5 size-4 shrink-0" />
        You are offline. Nothing is lost; the queue goes on by itself when the connection is back.
      </p>
    );
  }
  if (!pause) return null;
  return (
    <div role="alert" className="flex gap-2.5 border-b bg-danger-soft px-5 py-3 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="grid justify-items-start gap-2">
        <p>The queue is paused and keeps its files. {pause.message}</p>
        <div className="flex flex-wrap gap-2">
          {pause.code === "SIGNED_OUT" && (
            <Button asChild size="sm">
              <a href="/sign-in" target="_blank" rel="noreferrer">
                Sign in in a new tab
              </a>
            </Button>
          )}
          {pause.code === "STALE" ? (
            <Button size="sm" onClick={() => window.location.reload()}>
              Reload the page
            </Button>
          ) : (
            <Button size="sm" onClick={onResume}>
              Continue
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
