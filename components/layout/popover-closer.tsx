"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** A native popover stays open over a client navigation; this one goes with the screen it belonged to. */
export function PopoverCloser({ id }: { id: string }) {
  const pathname = usePathname();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const popover = document.getElementById(id);
    if (popover?.matches(":popover-open")) popover.hidePopover();
  }, [id, pathname]);
  return null;
}
