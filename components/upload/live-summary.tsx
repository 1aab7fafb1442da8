"use client";

import { useEffect, useRef, useState } from "react";

const every = 5_000;

/** Says the totals to a screen reader: politely, and at most every few seconds while they change. */
export function LiveSummary({ text, settled }: { text: string; settled: boolean }) {
  const [said, setSaid] = useState("");
  const last = useRef(0);

  useEffect(() => {
    const wait = settled ? 300 : Math.max(300, last.current + every - Date.now());
    const timer = setTimeout(() => {
      last.current = Date.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, settled]);

  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
