"use client";

import { Pencil, Trash2, Users } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { changeView, deleteView } from "@/app/(dashboard)/views/actions";
import { questionOfView, viewHref, viewWords } from "@/app/(dashboard)/views/shown";
import { ViewForm } from "@/app/(dashboard)/views/view-form";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";
import type { SavedView } from "@/lib/views/schema";

type ViewRowProps = {
  view: SavedView;
  mayShare: boolean;
  onOpened: () => void;
  onChanged: () => Promise<void>;
};

/** One view: where it leads, how many it finds, whose it is. */
export function ViewRow({ view, mayShare, onOpened, onChanged }: ViewRowProps) {
  const [editing, setEditing] = useState(false);
  const [busy, start] = useTransition();
  const { name, shared, mine } = view;

  const remove = () =>
    start(async () => {
      const answer = await deleteView({ viewId: view.id });
      if (answer.ok)
        toast({ kind: "done", title: `${name} is deleted`, description: viewWords[view.kind].untouched });
      else toast({ kind: "error", title: "It was not deleted", description: answer.message });
      await onChanged();
    });

  return (
    <li className="grid gap-2 rounded-md px-2 py-1 hover:bg-muted/70">
      <div className="flex items-center gap-2">
        <Link
          href={viewHref(view)}
          onClick={onOpened}
          className="grid min-h-11 min-w-0 flex-1 content-center rounded-sm"
        >
          <span className="flex items-center gap-1.5 font-medium text-sm">
            <span className="truncate">{name}</span>
            {shared && <Users aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />}
          </span>
          <span className="truncate text-meta text-muted-foreground">
            {shared && (mine ? "Shared by you. " : `Shared by ${view.owner}. `)}
            {questionOfView(view)}
          </span>
        </Link>
        <span className="tabular shrink-0 text-meta text-muted-foreground">{countOf(view)}</span>
        {mine && (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Change ${name}`}
            aria-expanded={editing}
            onClick={() => setEditing(!editing)}
          >
            <Pencil aria-hidden />
          </Button>
        )}
        {view.removable && (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Delete ${name}`}
            disabled={busy}
            aria-busy={busy}
            onClick={remove}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      {editing && (
        <ViewForm
          verb="Save changes"
          start={{ name, shared }}
          mayShare={mayShare}
          onSave={async (text) => {
            const answer = await changeView({ viewId: view.id, ...text });
            if (answer.ok) {
              setEditing(false);
              await onChanged();
            }
            return answer;
          }}
        />
      )}
    </li>
  );
}

function countOf({ count: { total, capped, about } }: SavedView): string {
  if (about !== null) return `about ${formatCount(about)}`;
  return capped ? `more than ${formatCount(total)}` : formatCount(total);
}
