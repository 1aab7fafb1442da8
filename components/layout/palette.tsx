"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { type NavItem, shellEvents } from "@/components/layout/nav";

const PaletteMenu = dynamic(() => import("@/components/layout/palette-menu").then((m) => m.PaletteMenu), {
  ssr: false,
});

/** Listens for Ctrl-K or Cmd-K; the list itself is fetched the first time it is asked for. */
export function Palette({ nav, canUpload }: { nav: NavItem[]; canUpload: boolean }) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);

  useEffect(() => {
    const show = () => {
      setWanted(true);
      setOpen(true);
    };
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      show();
    };
    document.addEventListener("keydown", onKey);
    window.addEventListener(shellEvents.palette, show);
    return () => {
      document.removeEventListener("keydown", onKey);
      window.removeEventListener(shellEvents.palette, show);
    };
  }, []);

  if (!wanted) return null;
  return <PaletteMenu nav={nav} canUpload={canUpload} open={open} onOpenChange={setOpen} />;
}
