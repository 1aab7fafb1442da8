"use client";

import { RefreshCw } from "lucide-react";
import { useEffect, useRef, useState, useTransition } from "react";
import { lookAtAccount } from "@/app/(dashboard)/import/actions";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";

/** Reads the account to its end, slice by slice; the numbers are drawn anew then. */
export function LookAgain({ first }: { first: boolean }) {
  const [busy, start] = useTransition();
  const [read, setRead] = useState(0);
  const [problem, setProblem] = useState<string>();
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const look = () =>
    start(async () => {
      setProblem(undefined);
      setRead(0);
      while (!gone.current) {
        const slice = await lookAtAccount({}).catch(() => null);
        if (!slice) return setProblem("Darkroom did not answer. Try again.");
        if (!slice.ok) return setProblem(slice.message);
        setRead(slice.data.read);
        if (slice.data.complete || slice.data.resumesAt) return;
      }
    });

  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <Button size="sm" onClick={look} aria-disabled={busy} className="h-7 px-2">
        <RefreshCw aria-hidden className={cn("size-3.5", busy && "animate-spin")} />
        {busy ? "Looking…" : first ? "Look at the account" : "Look again"}
      </Button>
      <span role="status" className={cn("text-meta", problem ? "text-danger" : "text-muted-foreground")}>
        {busy && read > 0 ? `${formatCount(read, "image")} read` : problem}
      </span>
    </span>
  );
}
