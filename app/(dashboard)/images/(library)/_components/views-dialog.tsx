"use client";

import { useCallback, useEffect, useState } from "react";
import { ViewForm } from "@/app/(dashboard)/images/(library)/_components/view-form";
import { ViewRow } from "@/app/(dashboard)/images/(library)/_components/view-row";
import { loadViews, saveView } from "@/app/(dashboard)/images/(library)/actions";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { SavedView } from "@/lib/views/schema";

type ViewsDialogProps = { params: LibraryParams; mayShare: boolean; onClose: () => void };

/** Questions that were kept: one's own and those that others share, each with how many images it finds now. */
export function ViewsDialog({ params, mayShare, onClose }: ViewsDialogProps) {
  const [views, setViews] = useState<SavedView[]>();
  const [problem, setProblem] = useState("");
  const read = useCallback(async () => {
    const answer = await loadViews({});
    if (answer.ok) setViews(answer.data);
    else setProblem(answer.message);
  }, []);
  useEffect(() => void read(), [read]);

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Saved views" description="A view is a question to the library under a name.">
        <div className="grid gap-5">
          {problem && (
            <p role="alert" className="text-danger text-sm">
              {problem}
            </p>
          )}
          {views === undefined && !problem && <Waiting />}
          {views && views.length === 0 && (
            <p className="text-muted-foreground text-sm">
              Nobody has kept a view yet. Ask the library something, then save it here.
            </p>
          )}
          {views && views.length > 0 && (
            <ul aria-label="Views" className="-mx-2 grid">
              {views.map((view) => (
                <ViewRow key={view.id} view={view} mayShare={mayShare} onOpened={onClose} onChanged={read} />
              ))}
            </ul>
          )}
          <section aria-label="Save this view" className="grid gap-3 border-t pt-4">
            <h3 className="font-medium text-sm">Save what the library shows now</h3>
            <p className="break-words rounded-md bg-muted px-3 py-2 font-mono text-xs">
              {params.q || "Every image"}
            </p>
            <ViewForm
              verb="Save view"
              mayShare={mayShare}
              onSave={async (text) => {
                const { q: question, sort, view: layout } = params;
                const answer = await saveView({ ...text, question, sort, layout });
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
