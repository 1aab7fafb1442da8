"use client";

import { useCallback, useEffect, useState } from "react";
import { loadViews, saveView } from "@/app/(dashboard)/views/actions";
import { questionOfView, type Shown, viewWords } from "@/app/(dashboard)/views/shown";
import { ViewForm } from "@/app/(dashboard)/views/view-form";
import { ViewRow } from "@/app/(dashboard)/views/view-row";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { cn } from "@/lib/cn";
import type { SavedView } from "@/lib/views/schema";

type ViewsDialogProps = { shown: Shown; mayShare: boolean; onClose: () => void };

/** Questions that were kept: one's own and those that others share, each with how many it finds now. */
export function ViewsDialog({ shown, mayShare, onClose }: ViewsDialogProps) {
  const { kind } = shown;
  const words = viewWords[kind];
  const [views, setViews] = useState<SavedView[]>();
  const [problem, setProblem] = useState("");
  const read = useCallback(async () => {
    const answer = await loadViews({ kind, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    if (answer.ok) setViews(answer.data);
    else setProblem(answer.message);
  }, [kind]);
  useEffect(() => void read(), [read]);

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Saved views" description={`A view is a question to ${words.of} under a name.`}>
        <div className="grid gap-5">
          {problem && (
            <p role="alert" className="text-danger text-sm">
              {problem}
            </p>
          )}
          {views === undefined && !problem && <Waiting />}
          {views && views.length === 0 && <p className="text-muted-foreground text-sm">{words.none}</p>}
          {views && views.length > 0 && (
            <ul aria-label="Views" className="-mx-2 grid">
              {views.map((view) => (
                <ViewRow key={view.id} view={view} mayShare={mayShare} onOpened={onClose} onChanged={read} />
              ))}
            </ul>
          )}
          <section aria-label="Save this view" className="grid gap-3 border-t pt-4">
            <h3 className="font-medium text-sm">Save what {words.shows} now</h3>
            <p
              className={cn(
                "break-words rounded-md bg-muted px-3 py-2 text-xs",
                kind === "images" && "font-mono",
              )}
            >
              {questionOfView(shown)}
            </p>
            <ViewForm
              verb="Save view"
              mayShare={mayShare}
              onSave={async (text) => {
                const answer = await saveView({ ...shown, ...text });
                if (answer.ok) {
                  toast({ kind: "done", title: `${text.name} is saved` });
                  await read();
                }
                return answer;
              }}
            />
          </section>
        </div>
      </DialogContent>
    </Dialog>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="grid gap-2">
      <p role="status" className="sr-only">
        Counting
      </p>
      <Skeleton className="h-11" />
      <Skeleton className="h-11" />
    </div>
  );
}
