"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { SegmentedRadios } from "@/components/ui/segmented";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import type { Tally, UploadItem } from "@/components/upload/upload-item";
import { UploadList } from "@/components/upload/upload-list";
import { pillId } from "@/components/upload/upload-pill";
import type { RowHandlers } from "@/components/upload/upload-row";
import { describeTotals } from "@/components/upload/upload-words";
import { formatCount } from "@/lib/format";

type UploadSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  items: readonly UploadItem[];
  tally: Tally;
  /** Why the queue stands still, and what was left out of the last drop. */
  notices: ReactNode;
  /** Choosing files and their privacy. */
  intake: ReactNode;
  rows: RowHandlers & { onCancelEarlier: () => void };
  onRetryAll: () => void;
  /** For every file that is here already. */
  onKeepExisting: () => void;
  onCancelAll: () => void;
  onClear: () => void;
};

/** The queue over whatever screen is behind it. Closing it stops nothing. */
export function UploadSheet({
  open,
  onOpenChange,
  items,
  tally,
  notices,
  intake,
  ...props
}: UploadSheetProps) {
  const [onlyProblems, setOnlyProblems] = useState(false);
  const opener = useRef<Element>(null);
  const finished = tally.done + (tally.here - tally.known) + tally.refused + tally.cancelled;
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetContent
        title="Upload"
        description={
          items.length > 0 ? describeTotals(tally) : "Private from the first byte, measured at the end."
        }
        className="sm:max-w-xl"
        onOpenAutoFocus={(event) => {
          const content = event.currentTarget as HTMLElement;
          event.preventDefault();
          opener.current = document.activeElement;
          (content.querySelector<HTMLElement>("[data-first]") ?? content).focus();
        }}
        onCloseAutoFocus={(event) => {
          // The sheet has no trigger of its own, and a pill that opened it is another one by now.
          event.preventDefault();
          const { current } = opener;
          const lost = !current?.isConnected || current === document.body;
          const back = lost ? (document.getElementById(pillId) ?? document.querySelector("main")) : current;
          if (back instanceof HTMLElement) back.focus({ preventScroll: true });
        }}
        footer={
          items.length > 0 && (
            <>
              {tally.unsent > 0 && (
                <Button variant="ghost" className="mr-auto" onClick={props.onCancelAll}>
                  {`Cancel ${formatCount(tally.unsent, "file")}`}
                </Button>
              )}
              {finished > 0 && <Button onClick={props.onClear}>Clear finished</Button>}
              {/* A phone has the cross above and no room here beside others. */}
              <Button
                className={tally.unsent + finished > 0 ? "max-sm:hidden" : undefined}
                onClick={() => onOpenChange(false)}
              >
                {tally.moving > 0 ? "Close, keep uploading" : "Close"}
              </Button>
            </>
          )
        }
      >
        {tally.moving > 0 && (
          <Progress
            label="All uploads"
            value={Math.round(tally.progress * 100)}
            className="h-1 rounded-none"
          />
        )}
        {notices}
        <div className={items.length > 0 ? "border-b px-5 py-3" : "px-5 py-4"}>{intake}</div>
        {items.length > 0 && (
          <>
            {(tally.problems > 0 || onlyProblems) && (
              <div className="sticky top-0 z-10 flex flex-wrap items-center justify-between gap-2 border-b bg-popover px-5 py-2.5">
                <SegmentedRadios
                  legend="Show"
                  name="upload-filter"
                  value={onlyProblems ? "problems" : "all"}
                  onValueChange={(value) => setOnlyProblems(value === "problems")}
                  options={[
                    { value: "all", label: `All ${formatCount(items.length)}` },
                    {
                      value: "problems",
                      label: `${tally.problems === 1 ? "Needs" : "Need"} you ${formatCount(tally.problems)}`,
                    },
                  ]}
                />
                {tally.known > 1 && (
                  <Button size="sm" onClick={props.onKeepExisting}>
                    {`Use the existing ${formatCount(tally.known)}`}
                  </Button>
                )}
                {tally.failed > 1 && (
                  <Button size="sm" onClick={props.onRetryAll}>
                    Retry all that failed
                  </Button>
                )}
              </div>
            )}
            <UploadList items={items} onlyProblems={onlyProblems} {...props.rows} />
          </>
        )}
      </SheetContent>
    </Sheet>
  );
}
