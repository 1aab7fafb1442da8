"use client";

import { Ban, ImageDown } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { entriesOf } from "@/components/upload/dropped";
import type { Entry } from "@/components/upload/walk-folder";

type DropVeilProps = {
  canUpload: boolean;
  /** Files are over the window: a good moment to load what will take them. */
  onNear: () => void;
  onDrop: (entries: Entry[]) => void;
};

/** The whole window takes files and folders. Pictures dragged from the page itself are left alone. */
export function DropVeil({ canUpload, onNear, onDrop }: DropVeilProps) {
  const [over, setOver] = useState(false);
  const near = useEffectEvent(onNear);
  const drop = useEffectEvent(onDrop);

  useEffect(() => {
    let fromPage = false;
    const brings = (event: DragEvent) => !fromPage && event.dataTransfer?.types.includes("Files");
    const onStart = () => {
      fromPage = true;
    };
    const onEnd = () => {
      fromPage = false;
    };
    const onEnter = (event: DragEvent) => {
      if (!brings(event)) return;
      setOver(true);
      if (canUpload) near();
    };
    const onOver = (event: DragEvent) => {
      if (!brings(event) || !event.dataTransfer) return;
      // Without this the browser would open the file in place of the page.
      event.preventDefault();
      event.dataTransfer.dropEffect = canUpload ? "copy" : "none";
      // Some browsers report every step between elements as leaving.
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      // Between elements there is a next one; only leaving the window has none.
      if (!event.relatedTarget) setOver(false);
    };
    const onDropped = (event: DragEvent) => {
      setOver(false);
      if (!brings(event) || !event.dataTransfer) return;
      event.preventDefault();
      const entries = canUpload ? entriesOf(event.dataTransfer) : [];
      if (entries.length > 0) drop(entries);
    };
    const listeners = {
      dragstart: onStart,
      dragend: onEnd,
      dragenter: onEnter,
      dragover: onOver,
      dragleave: onLeave,
      drop: onDropped,
    };
    for (const [type, listener] of Object.entries(listeners))
      window.addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of Object.entries(listeners))
        window.removeEventListener(type, listener as EventListener);
    };
  }, [canUpload]);

  if (!over) return null;
  const Icon = canUpload ? ImageDown : Ban;
  return (
    <div className="pointer-events-none fixed inset-0 z-60 grid place-items-center bg-scrim p-4">
      <div className="absolute inset-3 rounded-2xl border-2 border-safelight border-dashed" />
      <div className="flex max-w-sm items-center gap-4 rounded-xl border bg-popover px-6 py-5 text-popover-foreground shadow-float">
        <Icon aria-hidden className="size-8 shrink-0 text-safelight-text" />
        <div className="grid gap-0.5">
          <p className="font-semibold text-base">{canUpload ? "Drop to upload" : "You cannot upload here"}</p>
          <p className="text-meta text-muted-foreground">
            {canUpload
              ? "Files and whole folders. They are private unless the upload sheet says otherwise."
              : "Your role only looks. An owner can change that."}
          </p>
        </div>
      </div>
    </div>
  );
}
