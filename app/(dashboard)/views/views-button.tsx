"use client";

import { Bookmark } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Shown } from "@/app/(dashboard)/views/shown";
import { Button } from "@/components/ui/button";

const ViewsDialog = dynamic(() => import("@/app/(dashboard)/views/views-dialog").then((m) => m.ViewsDialog), {
  ssr: false,
});

type ViewsButtonProps = { shown: Shown; mayShare: boolean };

/** The door to saved views; they are counted when it opens, not before. */
export function ViewsButton({ shown, mayShare }: ViewsButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Bookmark aria-hidden />
        Views
      </Button>
      {open && <ViewsDialog shown={shown} mayShare={mayShare} onClose={() => setOpen(false)} />}
    </>
  );
}
