"use client";

import { Trash2, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Pick } from "@/app/(dashboard)/images/(library)/_components/use-picks";
import { deleteSelected } from "@/app/(dashboard)/images/(library)/actions";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import { useShortcut } from "@/components/use-shortcut";
import { formatCount } from "@/lib/format";

const ConfirmDialog = dynamic(() => import("@/components/confirm-dialog").then((m) => m.ConfirmDialog), {
  ssr: false,
});

type SelectionBarProps = { picked: Pick[]; onClear: () => void; onPickAll: () => void };

/** What can be done with the ticked images, in reach of the thumb. */
export function SelectionBar({ picked, onClear, onPickAll }: SelectionBarProps) {
  const [asking, setAsking] = useState(false);
  useShortcut("Delete", () => setAsking(true));
  useShortcut("Escape", onClear);
  const count = formatCount(picked.length, "image");

  return (
    <section
      aria-label="Selection"
      className="fixed inset-x-0 bottom-[calc(3.75rem+env(safe-area-inset-bottom))] z-30 flex justify-center px-3 md:bottom-6"
    >
      <div className="flex max-w-full flex-wrap items-center gap-0.5 rounded-xl border border-border-strong bg-popover p-1.5 pl-4 sm:gap-1.5 shadow-float">
        <p role="status" className="tabular mr-2 font-medium text-sm">
          {formatCount(picked.length)} selected
        </p>
        <Button variant="ghost" size="sm" onClick={onPickAll}>
          All<span className="max-sm:sr-only"> on this page</span>
        </Button>
        <Button variant="ghost" size="sm" onClick={onClear}>
          <X aria-hidden />
          Clear
          <Kbd className="max-sm:hidden">Esc</Kbd>
        </Button>
        <Button variant="danger-outline" size="sm" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden />
          <span>
            Delete {formatCount(picked.length)}
            <span className="max-sm:sr-only">{picked.length === 1 ? " image" : " images"}</span>
          </span>
          <Kbd className="max-sm:hidden">Del</Kbd>
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={`Delete ${count}?`}
          sentence="They are deleted at Cloudflare too. This cannot be undone, and nothing recalls what was already downloaded."
          consequences={consequences(picked)}
          pictures={picked.slice(0, 5).map(({ picture }) => picture)}
          more={picked.length > 5 ? `${formatCount(picked.length - 4)} more` : undefined}
          typeToConfirm={picked.length > 1 ? String(picked.length) : undefined}
          confirm={`Delete ${count}`}
          kind="destroy"
          onConfirm={() => remove(picked)}
        />
      )}
    </section>
  );
}

function consequences(picked: Pick[]) {
  const links = picked.reduce((sum, { liveLinks }) => sum + liveLinks, 0);
  const gone = picked.length === 1 ? "image is gone for good" : "images are gone for good";
  return [
    { count: formatCount(picked.length), what: gone, tone: "danger" as const },
    {
      count: formatCount(links),
      what: links === 1 ? "live link stops working" : "live links stop working",
      tone: links > 0 ? ("danger" as const) : ("neutral" as const),
    },
  ];
}

async function remove(picked: Pick[]) {
  const answer = await deleteSelected({ imageIds: picked.map(({ id }) => id) });
  if (!answer.ok) return answer;
  const failed = answer.data.filter(({ ok }) => !ok);
  const done = answer.data.length - failed.length;
  if (failed.length === 0) {
    toast({ kind: "done", title: `${formatCount(done, "image")} deleted` });
    return { ok: true as const };
  }
  const name = picked.find(({ id }) => id === failed[0]?.imageId)?.name ?? "One image";
  toast({
    kind: "error",
    title: `${formatCount(done)} deleted, ${formatCount(failed.length)} not`,
    description: `${name}: ${failed[0]?.message ?? "it was not deleted."} Those that stay are still in the list; try them again.`,
  });
  return { ok: true as const };
}
