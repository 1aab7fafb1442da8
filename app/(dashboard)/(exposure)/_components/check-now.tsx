"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import { checkSlice } from "@/app/(dashboard)/(exposure)/actions";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { AccountCheck } from "@/lib/sync/schema";

type Outcome = { tone: "quiet" | "failed"; text: string };

/** Reads the account at Cloudflare, slice by slice, and starts by itself when what we know is old. */
export function CheckNow({ stale }: { stale: boolean }) {
  const [busy, start] = useTransition();
  const [read, setRead] = useState(0);
  const [outcome, setOutcome] = useState<Outcome>();
  const router = useRouter();
  const gone = useRef(false);
  const begun = useRef(false);

  const check = useCallback(
    () =>
      start(async () => {
        setOutcome(undefined);
        setRead(0);
        while (!gone.current) {
          const slice = await checkSlice({}).catch(() => null);
          if (!slice) return setOutcome({ tone: "failed", text: "Darkroom did not answer. Try again." });
          if (!slice.ok && slice.code === "CONFLICT") {
            // Somebody else is at it; what they find is drawn when they are probably done.
            setOutcome({ tone: "quiet", text: slice.message });
            return void setTimeout(() => !gone.current && router.refresh(), 5_000);
          }
          if (!slice.ok) return setOutcome({ tone: "failed", text: slice.message });
          setRead(slice.data.read);
          if (slice.data.complete) return setOutcome({ tone: "quiet", text: inWords(slice.data) });
          if (slice.data.resumesAt)
            return setOutcome({
              tone: "quiet",
              text: "An import is reading the account; it goes on by itself.",
            });
        }
      }),
    [router],
  );

  useEffect(() => {
    gone.current = false;
    if (stale && !begun.current) {
      begun.current = true;
      check();
    }
    return () => {
      gone.current = true;
    };
  }, [stale, check]);

  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <Button size="sm" onClick={check} aria-disabled={busy} className="h-7 px-2">
        <RefreshCw aria-hidden className={cn("size-3.5", busy && "animate-spin")} />
        {busy ? "Checking…" : "Check now"}
      </Button>
      <span
        role="status"
        className={cn("text-meta", outcome?.tone === "failed" ? "text-danger" : "text-muted-foreground")}
      >
        {busy && read > 0 && `${formatCount(read, "image")} read`}
        {!busy && outcome?.text}
      </span>
    </span>
  );
}

function inWords({ read, changed, missing }: AccountCheck): string {
  const found = [
    changed > 0 && formatCount(changed, "difference"),
    missing > 0 && `${formatCount(missing, "image")} missing`,
  ].filter(Boolean);
  const seen = `${formatCount(read, "image")} read at Cloudflare`;
  return found.length > 0 ? `${seen}: ${found.join(", ")}.` : `${seen}, all as we knew them.`;
}
