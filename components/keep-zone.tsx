"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { zoneCookie } from "@/lib/zone";

/** Tells the server the reader's zone. `days`: what is shown now depends on it, and is drawn again if it was another. */
export function KeepZone({ zone, days }: { zone: string; days: boolean }) {
  const router = useRouter();
  useEffect(() => {
    const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (mine === zone) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the other way is not in every browser yet
    document.cookie = `${zoneCookie}=${encodeURIComponent(mine)}; path=/; max-age=31536000; samesite=lax`;
    if (days) router.refresh();
  }, [zone, days, router]);
  return null;
}
