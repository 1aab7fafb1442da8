"use client";

import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Time } from "@/components/time";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/format";

const hour = 3_600_000;

/** After the end the page is asked for anew until it is closed; a network may be away. */
const askAgain = 15_000;

type CountdownProps = {
  endsAt: Date;
  /** Milliseconds that the server had left: the reader's clock may be wrong, and only what passes on it counts. */
  left: number;
};

/** How long it still opens, and until when in the reader's zone. The page closes itself at the end. */
export function Countdown({ endsAt, left: atFirst }: CountdownProps) {
  const router = useRouter();
  const [left, setLeft] = useState(atFirst);
  useEffect(() => {
    const began = Date.now();
    const tick = () => setLeft(Math.max(0, atFirst - Math.max(0, Date.now() - began)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [atFirst]);
  const over = left <= 0;
  useEffect(() => {
    if (!over) return;
    router.refresh();
    const timer = setInterval(() => router.refresh(), askAgain);
    return () => clearInterval(timer);
  }, [over, router]);
  const soon = left < 2 * hour;
  return (
    <p
      className={cn(
        "tabular inline-flex flex-wrap items-center gap-x-2 gap-y-0.5 rounded-xl px-3.5 py-2 text-sm",
        soon ? "bg-ending-soft text-ending" : "bg-muted text-muted-foreground",
      )}
    >
      <Hourglass aria-hidden className="size-4 shrink-0" />
      <span role="timer" className={cn("font-medium", !soon && "text-foreground")}>
        {words(left)} left
      </span>
      <span>
        until <Time value={endsAt} show="absolute" />
      </span>
    </p>
  );
}

function words(left: number): string {
  if (left >= hour) return formatDuration(left);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(left / 60_000)}:${two((left / 1000) % 60)}`;
}
