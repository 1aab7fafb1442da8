"use client";

import { RotateCcw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { restoreImages } from "@/app/(dashboard)/images/actions";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

type InTrashProps = {
  imageId: string;
  purgeAt: Date;
  canRestore: boolean;
  /** Its deletion has begun, and Cloudflare has not confirmed it. */
  deleting: boolean;
};

/** Above everything else: where it is, until when, and the way back. */
export function InTrash({ imageId, purgeAt, canRestore, deleting }: InTrashProps) {
  const router = useRouter();
  const [busy, start] = useTransition();

  const restore = () =>
    start(async () => {
      const answer = await restoreImages({ imageIds: [imageId] });
      const refusal = answer.ok ? answer.data.find(({ ok }) => !ok)?.message : answer.message;
      if (refusal) toast({ kind: "error", title: "It was not restored", description: refusal });
      else toast({ kind: "done", title: "Restored, and private" });
      router.refresh();
    });

  return (
    <section
      aria-label="In the trash"
      className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-border-strong bg-muted px-4 py-3"
    >
      <Trash2 aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <p className="min-w-0 flex-1 basis-64 text-sm">
        {deleting ? (
          "It was in the trash and is being deleted for good. Cloudflare has not confirmed that yet."
        ) : (
          <>
            In the trash. It is deleted for good on <Time value={purgeAt} />.
          </>
        )}
      </p>
      {canRestore && !deleting && (
        <Button size="sm" disabled={busy} aria-busy={busy} onClick={restore}>
          <RotateCcw aria-hidden />
          Restore
        </Button>
      )}
    </section>
  );
}
