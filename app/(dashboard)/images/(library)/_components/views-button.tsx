"use client";

import { Bookmark } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { Button } from "@/components/ui/button";

const ViewsDialog = dynamic(
  () => import("@/app/(dashboard)/images/(library)/_components/views-dialog").then((m) => m.ViewsDialog),
  { ssr: false },
);

type ViewsButtonProps = { params: LibraryParams; mayShare: boolean };

/** The door to saved views; they are counted when it opens, not before. */
export function ViewsButton({ params, mayShare }: ViewsButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Bookmark aria-hidden />
        Views
      </Button>
      {open && <ViewsDialog params={params} mayShare={mayShare} onClose={() => setOpen(false)} />}
    </>
  );
}
