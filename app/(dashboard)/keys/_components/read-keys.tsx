"use client";

import { RefreshCw } from "lucide-react";
import { useState, useTransition } from "react";
import { readKeys } from "@/app/(dashboard)/keys/actions";
import { Button } from "@/components/ui/button";

/** Reads the account's keys at once; what keeps Cloudflare from answering stays beside the button. */
export function ReadKeys() {
  const [problem, setProblem] = useState<string>();
  const [busy, start] = useTransition();
  const read = () =>
    start(async () => {
      const result = await readKeys({});
      setProblem(result.ok ? undefined : result.message);
    });
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1">
      <Button size="sm" onClick={read} aria-disabled={busy} className="h-7 px-2">
        <RefreshCw aria-hidden className="size-3.5" />
        {busy ? "Checking…" : "Check now"}
      </Button>
      <span role="status" className="text-danger text-meta">
        {!busy && problem}
      </span>
    </span>
  );
}
