"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { VariantDialog } from "@/app/(dashboard)/variants/_components/variant-dialog";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/use-shortcut";

/** The primary action of the screen, also on `N` and `?new=1`. */
export function CreateVariant({ taken, startOpen }: { taken: string[]; startOpen: boolean }) {
  const [open, setOpen] = useState(startOpen);
  useShortcut("n", () => setOpen(true));
  const change = (next: boolean) => {
    setOpen(next);
    if (!next && startOpen) window.history.replaceState(null, "", "/variants");
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        New variant
        <Kbd className="border-current/30 bg-transparent text-current">N</Kbd>
      </Button>
      <VariantDialog open={open} onOpenChange={change} taken={taken} />
    </>
  );
}
