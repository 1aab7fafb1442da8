"use client";

import { Link2, Trash2, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { Pick } from "@/app/(dashboard)/images/(library)/_components/use-picks";
import { moveToTrash, planTrash, restoreImages } from "@/app/(dashboard)/images/actions";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import { useShortcut } from "@/components/use-shortcut";
import { formatCount } from "@/lib/format";
import type { LinksChoice, TrashPlan } from "@/lib/trash/schema";

const TrashDialog = dynamic(() => import("@/components/trash-dialog").then((m) => m.TrashDialog), {
  ssr: false,
});

const CreateLinkDialog = dynamic(
  () =>
    import("@/app/(dashboard)/images/_components/create-link/create-link-dialog").then(
      (m) => m.CreateLinkDialog,
    ),
  { ssr: false },
);

type SelectionBarProps = {
  picked: Pick[];
  canDelete: boolean;
  canLink: boolean;
  onClear: () => void;
  onPickAll: () => void;
};

/** What can be done with the ticked images, in reach of the thumb. */
export function SelectionBar({ picked, canDelete, canLink, onClear, onPickAll }: SelectionBarProps) {
  const router = useRouter();
  const [plan, setPlan] = useState<TrashPlan>();
  const [busy, start] = useTransition();
  const ask = () =>
    start(async () => {
      const answer = await planTrash({ imageIds: picked.map(({ id }) => id) });
      if (answer.ok) setPlan(answer.data);
      else toast({ kind: "error", title: "Nothing was deleted", description: answer.message });
    });
  const [linking, setLinking] = useState(false);
  useShortcut("Delete", ask, canDelete && !busy);
  useShortcut("l", () => setLinking(true), canLink);
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
        {canLink && (
          <Button size="sm" onClick={() => setLinking(true)}>
            <Link2 aria-hidden />
            Create link
            <Kbd className="max-sm:hidden">L</Kbd>
          </Button>
        )}
        {canDelete && (
          <Button variant="danger-outline" size="sm" disabled={busy} aria-busy={busy} onClick={ask}>
            <Trash2 aria-hidden />
            <span>
              Delete {formatCount(picked.length)}
              <span className="max-sm:sr-only">{picked.length === 1 ? " image" : " images"}</span>
            </span>
            <Kbd className="max-sm:hidden">Del</Kbd>
          </Button>
        )}
      </div>
      {linking && <CreateLinkDialog imageIds={picked.map(({ id }) => id)} onOpenChange={setLinking} />}
      {plan && (
        <TrashDialog
          what={count}
          plan={plan}
          pictures={picked.slice(0, 5).map(({ picture }) => picture)}
          more={picked.length > 5 ? `${formatCount(picked.length - 4)} more` : undefined}
          onOpenChange={(open) => !open && setPlan(undefined)}
          onConfirm={(links) => remove(picked, links, router.refresh)}
        />
      )}
    </section>
  );
}

/** Says in one toast what became of all, with the way back where there is one. */
async function remove(picked: Pick[], links: LinksChoice, redraw: () => void) {
  const answer = await moveToTrash({ imageIds: picked.map(({ id }) => id), links });
  redraw();
  if (!answer.ok) return answer;
  const failed = answer.data.filter((one) => !one.ok);
  const moved = answer.data.flatMap((one) => (one.ok && one.to === "trash" ? [one.imageId] : []));
  const gone = answer.data.length - failed.length - moved.length;
  const done = [
    moved.length > 0 && `${formatCount(moved.length, "image")} in the trash`,
    gone > 0 && `${formatCount(gone, "image")} deleted`,
  ].filter(Boolean);
  const undo = {
    label: "Undo",
    run: async () => {
      const back = await restoreImages({ imageIds: moved });
      if (back.ok) toast({ kind: "done", title: `${formatCount(moved.length, "image")} restored` });
      else toast({ kind: "error", title: "Nothing was restored", description: back.message });
      redraw();
    },
  };
  if (failed.length === 0) {
    toast({ kind: "done", title: done.join(", "), ...(moved.length > 0 && { action: undo }) });
    return { ok: true as const };
  }
  const name = picked.find(({ id }) => id === failed[0]?.imageId)?.name ?? "One image";
  toast({
    kind: "error",
    title: [...done, `${formatCount(failed.length)} not`].join(", "),
    description: `${name}: ${failed[0]?.message ?? "it was not moved."} Those that stay are still in the list; try them again.`,
  });
  return { ok: true as const };
}
