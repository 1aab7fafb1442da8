"use client";

import { useEffect, useState } from "react";
import type { Tally } from "@/components/upload/upload-item";

/** Good news has been read by then; it is also in the sheet. */
const goodNewsFor = 12_000;

/** Whether the pill is worth its place: while something moves or needs somebody, and for good news a while. */
export function useQuietPill({
  totals,
  paused,
  open,
}: {
  totals: Tally;
  paused: boolean;
  open: boolean;
}): boolean {
  const busy = totals.moving > 0 || totals.problems > 0 || paused;
  const [told, setTold] = useState(true);

  useEffect(() => {
    if (busy) return setTold(false);
    if (open) return setTold(true);
    const timer = setTimeout(() => setTold(true), goodNewsFor);
    return () => clearTimeout(timer);
  }, [busy, open]);

  return !open && totals.total > 0 && (busy || !told);
}
