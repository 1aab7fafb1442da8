"use client";

import { ArrowUpFromLine, CircleCheck, TriangleAlert } from "lucide-react";
import type { Tally } from "@/components/upload/upload-item";
import { describePill } from "@/components/upload/upload-words";

/** Where the focus goes when the sheet closes and its opener is gone. */
export const pillId = "upload-pill";

type UploadPillProps = { tally: Tally; paused: boolean; online: boolean; onOpen: () => void };

/** The queue while its sheet is closed. Above the phone's bar; gone when there is nothing to say. */
export function UploadPill({ tally, paused, online, onOpen }: UploadPillProps) {
  const troubled = tally.problems > 0 || paused;
  const Icon = troubled ? TriangleAlert : tally.moving > 0 ? ArrowUpFromLine : CircleCheck;
  const words = paused ? "Uploads need you" : online ? describePill(tally) : "Uploads wait for the network";
  return (
    <button
      id={pillId}
      type="button"
      onClick={onOpen}
      className="fixed right-4 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-30 flex h-11 max-w-[calc(100vw-2rem)] items-center gap-2.5 overflow-hidden rounded-full border border-border-strong bg-popover pr-4 pl-3.5 font-medium text-meta shadow-float hover:bg-accent md:bottom-5"
    >
      <Icon
        aria-hidden
        className={`size-4 shrink-0 ${troubled ? "text-danger" : tally.moving > 0 ? "text-muted-foreground" : "text-sealed"}`}
      />
      <span className="sr-only">Uploads: </span>
      <span className="tabular truncate">{words}</span>
      {tally.moving > 0 && (
        <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.75 bg-border">
          <span
            className="block h-full bg-foreground transition-[width] duration-150"
            style={{ width: `${tally.progress * 100}%` }}
          />
        </span>
      )}
    </button>
  );
}
