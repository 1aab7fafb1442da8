"use client";

import { Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { moveToTrash, planTrash, restoreImages } from "@/app/(dashboard)/images/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ImageDetail } from "@/lib/images/schema";
import type { LinksChoice, TrashPlan } from "@/lib/trash/schema";

const TrashDialog = dynamic(() => import("@/components/trash-dialog").then((m) => m.TrashDialog), {
  ssr: false,
});

/** At the far end of the page, away from everything that is pressed every day. */
export function RemoveImage({ image }: { image: ImageDetail }) {
  const router = useRouter();
  const [plan, setPlan] = useState<TrashPlan>();
  const [busy, start] = useTransition();

  const ask = () =>
    start(async () => {
      const answer = await planTrash({ imageIds: [image.id] });
      if (answer.ok) setPlan(answer.data);
      else toast({ kind: "error", title: "Nothing was deleted", description: answer.message });
    });

  async function remove(links: LinksChoice) {
    const answer = await moveToTrash({ imageIds: [image.id], links });
    if (!answer.ok) return answer;
    const [outcome] = answer.data;
    if (!outcome?.ok)
      return { ok: false as const, message: outcome?.message ?? "It was not moved. Try again." };
    toast(
      outcome.to === "trash"
        ? { kind: "done", title: `${image.name} is in the trash`, action: { label: "Undo", run: undo } }
        : { kind: "done", title: `${image.name} is deleted` },
    );
    router.push("/images");
    return { ok: true as const };
  }

  async function undo() {
    const answer = await restoreImages({ imageIds: [image.id] });
    const ok = answer.ok && answer.data[0]?.ok;
    toast(
      ok
        ? { kind: "done", title: `${image.name} is back` }
        : { kind: "error", title: "It could not be restored", description: "Look for it in the trash." },
    );
    router.refresh();
  }

  return (
    <div className="border-t pt-4">
      <Button variant="danger-outline" size="sm" disabled={busy} aria-busy={busy} onClick={ask}>
        <Trash2 aria-hidden />
        Delete image…
      </Button>
      {plan && (
        <TrashDialog
          what={image.name}
          plan={plan}
          pictures={[{ src: image.thumbUrl, alt: image.name, width: image.width, height: image.height }]}
          onOpenChange={(open) => !open && setPlan(undefined)}
          onConfirm={remove}
        />
      )}
    </div>
  );
}
