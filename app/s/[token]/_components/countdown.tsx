"use client";

import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Time } from "@/components/time";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/format";

const hour = 3_600_000;

/** How long it still opens, and until when by the reader's clock. The page closes itself at the end. */
export function Countdown({ endsAt }: { endsAt: Date }) {
  const router = useRouter();
  const [now, setNow] = useState<number>();
  const end = new Date(endsAt).getTime();
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, []);
  const over = now !== undefined && now >= end;
  useEffect(() => {
    if (over) router.refresh();
  }, [over, router]);
  const left = now === undefined ? undefined : Math.max(0, end - now);
  const soon = left !== undefined && left < 2 * hour;
  return (
    <p
      className={cn(
        "tabular inline-flex flex-wrap items-center gap-x-2 gap-y-0.5 rounded-xl px-3.5 py-2 text-sm",
        soon ? "bg-ending-soft text-ending" : "bg-muted text-muted-foreground",
      )}
    >
      <Hourglass aria-hidden className="size-4 shrink-0" />
      <span role="timer" className={cn("font-medium", !soon && "text-foreground")}>
        {left === undefined ? "Ends" : `${words(left)} left`}
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
