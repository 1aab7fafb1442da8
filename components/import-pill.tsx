"use client";

import { FolderInput } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { useTurns } from "@/components/use-turns";
import type { ActionResult } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { ImportProgress, Slice } from "@/lib/import/schema";

type ImportPillProps = {
  /** Does a slice of the work and says how the newest import stands. */
  advance: (input: Record<never, never>) => Promise<ActionResult<Slice>>;
  /** The import that runs as this page is drawn. */
  running: ImportProgress | null;
};

const soon = 300;
const hidden = 5_000;
const resting = 30_000;
const home = "/import";

/** While an import runs, any open page of somebody who may import works on it, and a pill says how far it is. */
export function ImportPill({ advance, running }: ImportPillProps) {
  const router = useRouter();
  const pathname = usePathname();
  const [drawn, setDrawn] = useState(running);
  const [now, setNow] = useState(running);
  // Begun, paused or ended meanwhile: what the server drew last is true.
  if (drawn !== running) {
    setDrawn(running);
    setNow(running);
  }

  /** Milliseconds until the next slice. */
  const slice = async (): Promise<number> => {
    const answer = await advance({}).catch(() => null);
    if (pathname === home) router.refresh();
    if (!answer?.ok) return resting;
    const { latest, resumesAt } = answer.data;
    setNow(latest?.state === "running" ? latest : null);
    if (latest?.state === "done") {
      toast({
        kind: "done",
        title: `Import ${latest.id} is done`,
        description: `${formatCount(latest.imported, "image was", "images were")} brought in.`,
        action: { label: "Open", run: () => router.push(home) },
      });
      router.refresh();
    }
    return resumesAt ? Math.min(resting * 2, Math.max(soon, resumesAt.getTime() - Date.now())) : soon;
  };
  useTurns(now !== null, soon, async () => {
    const wait = await slice();
    return document.hidden ? Math.max(wait, hidden) : wait;
  });

  if (!now || pathname === home) return null;
  const total = Math.max(1, now.expected, now.read);
  return (
    <Link
      href={home}
      className="fixed right-4 bottom-[calc(11rem+env(safe-area-inset-bottom))] z-30 flex h-11 max-w-[calc(100vw-2rem)] items-center gap-2.5 overflow-hidden rounded-full border border-border-strong bg-popover pr-4 pl-3.5 font-medium text-meta shadow-float hover:bg-accent md:right-5 md:bottom-34"
    >
      <FolderInput aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="truncate">Import {now.id}</span>
      <span className="tabular shrink-0 text-muted-foreground">
        {formatCount(now.read)} of {formatCount(total)}
      </span>
      <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.75 bg-border">
        <span
          className="block h-full bg-foreground transition-[width] duration-150"
          style={{ width: `${(now.read / total) * 100}%` }}
        />
      </span>
    </Link>
  );
}
