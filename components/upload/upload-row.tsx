"use client";

import { Globe, Image as ImageIcon, MapPin } from "lucide-react";
import Link from "next/link";
import { memo, type ReactNode, useId, useRef } from "react";
import { Progress } from "@/components/ui/progress";
import { RowActions } from "@/components/upload/row-actions";
import { StateMark } from "@/components/upload/state-mark";
import { isProblem, type UploadItem } from "@/components/upload/upload-item";
import { cn } from "@/lib/cn";
import { formatBytes } from "@/lib/format";

export type RowHandlers = {
  onRetry: (id: string) => void;
  onCancel: (id: string) => void;
  onSupply: (id: string, file: File) => void;
  /** The same bytes are here already: use that image, or send them all the same. */
  onKeepExisting: (id: string) => void;
  onSendAnyway: (id: string) => void;
  /** The person goes to the image's own page. */
  onLeave: () => void;
};

type UploadRowProps = RowHandlers & { item: UploadItem };

/** One file: what it is, where it stands, what went wrong, and the one thing to do. */
export const UploadRow = memo(function UploadRow({ item, onLeave, ...handlers }: UploadRowProps) {
  const row = useRef<HTMLLIElement>(null);
  const nameId = useId();
  const problem = isProblem(item);
  return (
    <li
      ref={row}
      // A button that does its work disappears; the focus stays on its row.
      tabIndex={-1}
      aria-labelledby={nameId}
      className="grid grid-cols-[2.75rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 px-5 py-3 outline-offset-[-2px]"
    >
      <span className="mat grid size-11 place-items-center overflow-hidden rounded-md">
        {item.thumb ? (
          <img
            src={item.thumb}
            alt=""
            className={cn("size-full object-contain", item.state === "cancelled" && "opacity-50")}
          />
        ) : (
          <ImageIcon aria-hidden className="size-5 text-muted-foreground" />
        )}
      </span>
      <div className="grid min-w-0 gap-0.5">
        <p
          id={nameId}
          className="truncate font-medium text-sm"
          title={[item.folder, item.name].filter(Boolean).join("/")}
        >
          {item.state === "done" && item.imageId ? (
            <Link
              href={`/images/${item.imageId}`}
              onClick={onLeave}
              className="underline-offset-4 hover:underline"
            >
              {item.name}
            </Link>
          ) : (
            item.name
          )}
        </p>
        <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 text-meta text-muted-foreground">
          <StateMark item={item} />
          {!item.private && item.state !== "done" && (
            <span className="inline-flex items-center gap-1.5 font-medium text-open">
              <Globe aria-hidden className="size-3.5" />
              Public
            </span>
          )}
          {item.bytes !== null && <span className="tabular">{formatBytes(item.bytes)}</span>}
          {item.folder && <span className="min-w-0 truncate">{item.folder}</span>}
        </p>
        {item.twin && (
          <Line className={item.state === "known" ? "text-foreground" : undefined}>
            <span className="min-w-0">
              {item.state === "known"
                ? "The same file is in the library: "
                : "Nothing was sent. In the library: "}
              <Link
                href={`/images/${item.twin.id}`}
                onClick={onLeave}
                className="break-words underline underline-offset-4"
              >
                {item.twin.name}
              </Link>
            </span>
          </Line>
        )}
        {item.note && (
          <Line className={problem ? "text-foreground" : undefined}>
            {item.note} {item.remedy}
          </Line>
        )}
        {item.holdsLocation && item.state !== "cancelled" && (
          <Line>
            <MapPin aria-hidden className="mt-0.75 size-3.5 shrink-0" />
            Holds a location: the original keeps it, variants strip it unless they keep metadata.
          </Line>
        )}
        {item.state === "uploading" && (
          <Progress
            label={`Uploading ${item.name}`}
            value={Math.round(item.progress * 100)}
            className="mt-1.5"
          />
        )}
      </div>
      <RowActions item={item} afterwards={() => row.current?.focus()} {...handlers} />
    </li>
  );
});

function Line({ children, className }: { children: ReactNode; className?: string }) {
  return <p className={cn("flex gap-1.5 text-meta text-muted-foreground", className)}>{children}</p>;
}
