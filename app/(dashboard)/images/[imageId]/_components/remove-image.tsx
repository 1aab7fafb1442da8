"use client";

import { Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { deleteImage } from "@/app/(dashboard)/images/[imageId]/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";
import type { ImageDetail } from "@/lib/images/schema";

const ConfirmDialog = dynamic(() => import("@/components/confirm-dialog").then((m) => m.ConfirmDialog), {
  ssr: false,
});

/** At the far end of the page, away from everything that is pressed every day. */
export function RemoveImage({ image }: { image: ImageDetail }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { liveLinks } = image;

  async function remove() {
    const answer = await deleteImage({ imageIds: [image.id] });
    if (!answer.ok) return answer;
    const [outcome] = answer.data;
    if (!outcome?.ok)
      return { ok: false as const, message: outcome?.message ?? "It was not deleted. Try again." };
    toast({ kind: "done", title: `${image.name} is deleted` });
    router.push("/images");
    return { ok: true as const };
  }

  return (
    <div className="border-t pt-4">
      <Button variant="danger-outline" size="sm" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        Delete image…
      </Button>
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={`Delete ${image.name}?`}
          sentence="It is deleted at Cloudflare too. This cannot be undone, and nothing recalls what was already downloaded."
          consequences={[
            { count: "1", what: "image is gone for good", tone: "danger" },
            {
              count: formatCount(liveLinks),
              what: liveLinks === 1 ? "live link stops working" : "live links stop working",
              tone: liveLinks > 0 ? "danger" : "neutral",
            },
          ]}
          pictures={[{ src: image.thumbUrl, alt: image.name, width: image.width, height: image.height }]}
          safer={
            image.private
              ? undefined
              : "To keep it but stop everybody from reading it, make it private instead."
          }
          confirm="Delete image"
          kind="destroy"
          onConfirm={remove}
        />
      )}
    </div>
  );
}
