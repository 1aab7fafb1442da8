"use client";

import { RotateCcw } from "lucide-react";
import dynamic from "next/dynamic";
import { useState, useTransition } from "react";
import { deleteForGood, takeBack } from "@/app/(dashboard)/trash/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";

const ConfirmDialog = dynamic(() => import("@/components/confirm-dialog").then((m) => m.ConfirmDialog), {
  ssr: false,
});

type Trashed = {
  id: string;
  name: string;
  openedBy: number;
  picture: { src: string | null; alt: string; width: number | null; height: number | null };
};

export function TrashActions({ image }: { image: Trashed }) {
  const [busy, start] = useTransition();
  const [asking, setAsking] = useState(false);

  const restore = () =>
    start(async () => {
      const answer = await takeBack({ imageIds: [image.id] });
      const refusal = answer.ok ? answer.data.find(({ ok }) => !ok)?.message : answer.message;
      if (refusal) toast({ kind: "error", title: `${image.name} was not restored`, description: refusal });
      else toast({ kind: "done", title: `${image.name} is back in the library, private` });
    });

  async function remove() {
    const answer = await deleteForGood({ imageIds: [image.id] });
    if (!answer.ok) return answer;
    const refused = answer.data.find(({ ok }) => !ok);
    // The row says by now that it is going, and this dialog went with the row's buttons.
    if (refused)
      toast({ kind: "error", title: `${image.name} is not deleted yet`, description: refused.message });
    else toast({ kind: "done", title: `${image.name} is deleted for good` });
    return { ok: true as const };
  }

  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        disabled={busy}
        aria-busy={busy}
        aria-label={`Restore ${image.name}`}
        onClick={restore}
      >
        <RotateCcw aria-hidden />
        Restore
      </Button>
      <Button
        size="sm"
        variant="danger-outline"
        aria-label={`Delete for good: ${image.name}`}
        onClick={() => setAsking(true)}
      >
        Delete for good
      </Button>
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={`Delete ${image.name} for good?`}
          sentence="It is deleted at Cloudflare too. This cannot be undone, and nothing recalls what was already downloaded."
          consequences={[
            { count: "1", what: "image is gone for good", tone: "danger" },
            {
              count: formatCount(image.openedBy),
              what: image.openedBy === 1 ? "live link stops working" : "live links stop working",
              tone: image.openedBy > 0 ? "danger" : "neutral",
            },
          ]}
          pictures={[image.picture]}
          confirm="Delete for good"
          kind="destroy"
          onConfirm={remove}
        />
      )}
    </div>
  );
}
