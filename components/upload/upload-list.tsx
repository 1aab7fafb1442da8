"use client";

import { Button } from "@/components/ui/button";
import { isProblem, type UploadItem } from "@/components/upload/upload-item";
import { type RowHandlers, UploadRow } from "@/components/upload/upload-row";
import { visibleRows } from "@/components/upload/visible-rows";
import { formatCount } from "@/lib/format";

type RowsProps = RowHandlers & { label: string; items: readonly UploadItem[]; onlyProblems: boolean };
type UploadListProps = Omit<RowsProps, "label"> & { onCancelEarlier: () => void };

/** What an earlier visit left, then the files of this one. */
export function UploadList({ items, onlyProblems, onCancelEarlier, ...handlers }: UploadListProps) {
  const earlier = items.filter((item) => item.earlier);
  const fresh = items.filter((item) => !item.earlier);
  return (
    <>
      {earlier.length > 0 && (
        <section aria-label="Unfinished from before">
          <div className="flex min-h-11 items-center justify-between gap-3 px-5 pt-2">
            <h3 className="font-medium text-meta text-muted-foreground">Unfinished from before</h3>
            {earlier.filter(isProblem).length > 1 && (
              <Button size="sm" variant="ghost" onClick={onCancelEarlier}>
                Cancel what never arrived
              </Button>
            )}
          </div>
          <Rows label="Unfinished from before" items={earlier} onlyProblems={onlyProblems} {...handlers} />
        </section>
      )}
      {fresh.length > 0 && (
        <section aria-label="Files of this visit">
          {earlier.length > 0 && (
            <h3 className="px-5 pt-4 pb-1 font-medium text-meta text-muted-foreground">Now</h3>
          )}
          <Rows label="Uploads" items={fresh} onlyProblems={onlyProblems} {...handlers} />
        </section>
      )}
    </>
  );
}

function Rows({ label, items, onlyProblems, ...handlers }: RowsProps) {
  const { rows, hidden } = visibleRows(items, { onlyProblems });
  return (
    <>
      <ul aria-label={label} className="divide-y">
        {rows.map((item) => (
          <UploadRow key={item.id} item={item} {...handlers} />
        ))}
      </ul>
      {onlyProblems && rows.length === 0 && (
        <p className="px-5 py-6 text-center text-muted-foreground text-sm">Nothing here needs you.</p>
      )}
      {hidden > 0 && (
        <p className="border-t px-5 py-4 text-center text-meta text-muted-foreground">
          {`And ${formatCount(hidden, "more file")}. What needs you is always shown.`}
        </p>
      )}
    </>
  );
}
