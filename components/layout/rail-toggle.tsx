"use client";

import { PanelLeft } from "lucide-react";
import { railCookie } from "@/components/layout/nav";
import { Button } from "@/components/ui/button";

/** Folds or unfolds the rail and remembers it in a cookie, so the next page is drawn right from the server. */
export function RailToggle({ unfold = false, className }: { unfold?: boolean; className?: string }) {
  function toggle() {
    const state = unfold ? "open" : "folded";
    const shell = document.querySelector<HTMLElement>("[data-rail]");
    shell?.setAttribute("data-rail", state);
    // This button has just disappeared; its counterpart takes the focus.
    shell?.querySelector<HTMLElement>(`[data-rail-toggle="${unfold ? "fold" : "unfold"}"]`)?.focus();
    // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not in every browser we serve
    document.cookie = `${railCookie}=${state}; path=/; max-age=31536000; samesite=lax`;
  }
  const label = unfold ? "Unfold the rail" : "Fold the rail";
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      data-rail-toggle={unfold ? "unfold" : "fold"}
      onClick={toggle}
      className={className}
    >
      <PanelLeft />
    </Button>
  );
}
