"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const every = 2_000;

/** Asks for the page again while something is under way on the server. */
export function KeepFresh({ active }: { active: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, every);
    return () => clearInterval(timer);
  }, [active, router]);
  return null;
}
