"use client";

import { useSyncExternalStore } from "react";
import { formatBriefEnd, formatDateTime, formatDay, formatRelative, formatShortDateTime } from "@/lib/format";

type TimeProps = {
  value: Date | string;
  /**
   * full: "Friday 27 Nov, 09:00 CET (in 3 days)"; absolute and relative are its halves; short drops weekday and zone;
   * brief is "3 d" to the eye and relative to a reader.
   */
  show?: "full" | "absolute" | "short" | "day" | "relative" | "brief";
  className?: string;
};

/**
 * A moment. The server cannot know the reader's zone, so it writes UTC and the browser writes its own right
 * after hydration: same length, tabular figures, nothing moves. The title always has UTC.
 */
export function Time({ value, show = "full", className }: TimeProps) {
  const minute = useSyncExternalStore(subscribe, thisMinute, () => null);
  const date = new Date(value);
  const zone = minute === null ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = new Date();
  const reading = { now, zone };
  const relative = formatRelative(date, now);
  const utc = formatDateTime(date, { now, zone: "UTC" });
  const text = {
    full: `${formatDateTime(date, reading)} (${relative})`,
    absolute: formatDateTime(date, reading),
    short: formatShortDateTime(date, reading),
    day: formatDay(date, reading),
    relative,
    brief: (
      <>
        <span aria-hidden>{formatBriefEnd(date, now)}</span>
        <span className="sr-only">{relative}</span>
      </>
    ),
  }[show];
  return (
    // A minute may pass between the two renders: the words may differ, the moment does not.
    <time dateTime={date.toISOString()} title={utc} className={className} suppressHydrationWarning>
      {text}
    </time>
  );
}

// One clock for every moment on the page.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const notify of listeners) notify();
  }, 15_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const thisMinute = () => Math.floor(Date.now() / 60_000);
