"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { KeyboardEvent } from "react";
import type { Look } from "@/app/(dashboard)/images/(library)/_components/look";
import { ExposureBadge } from "@/components/exposure-badge";
import { Thumb } from "@/components/thumb";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { formatCount } from "@/lib/format";

type QuickLookProps = {
  look: Look;
  /** Whether the list goes on beyond what is shown, at either side. */
  more: { earlier: boolean; later: boolean };
  onMove: (step: 1 | -1) => void;
  onClose: () => void;
};

const steps: Record<string, 1 | -1> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One picture as large as it fits, with who can see it; the arrows go through the list, Space or Esc back to it. */
export function QuickLook({ look, more, onMove, onClose }: QuickLookProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step) onMove(step);
    // On a button or link Space presses it.
    else if (event.key === " " && !(event.target as HTMLElement).closest("a, button")) onClose();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={<span className="line-clamp-2 break-words">{look.name}</span>}
        className="sm:max-w-5xl"
        onKeyDown={onKeyDown}
        onOpenAutoFocus={(event) => {
          // The picture first: nothing is pressed by the Space that opened it.
          event.preventDefault();
          (event.currentTarget as HTMLElement).focus();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>(`[data-image="${look.id}"] [data-stop]`)?.focus();
        }}
        footer={
          <>
            <p className="tabular mr-auto text-meta text-muted-foreground max-sm:hidden">
              {formatCount(look.place)} of {formatCount(look.of)} shown
            </p>
            <Button aria-disabled={look.place <= 1 && !more.earlier} onClick={() => onMove(-1)}>
              <ChevronLeft aria-hidden />
              Previous
            </Button>
            <Button aria-disabled={look.place >= look.of && !more.later} onClick={() => onMove(1)}>
              Next
              <ChevronRight aria-hidden />
            </Button>
            <Button asChild variant="primary">
              <Link href={`/images/${look.id}`}>Open image</Link>
            </Button>
          </>
        }
      >
        {look.src ? (
          <Thumb
            key={look.id}
            src={look.src}
            alt={look.alt}
            width={look.width}
            height={look.height}
            eager
            className="h-[min(58dvh,40rem)] rounded-lg"
            inset="p-3"
          />
        ) : (
          <p className="mat grid h-[min(58dvh,40rem)] place-items-center rounded-lg px-6 text-center text-sm">
            There is no picture to show.
          </p>
        )}
        <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1.5 pt-3 text-sm">
          <span className="sr-only">{look.name}</span>
          <ExposureBadge exposure={look.exposure} />
          <span className="min-w-0 flex-1 basis-64">{look.sentence}</span>
        </div>
      </DialogContent>
    </Dialog>
  );
}
