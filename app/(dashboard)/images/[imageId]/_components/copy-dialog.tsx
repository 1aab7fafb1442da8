"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { copyToPrivate } from "@/app/(dashboard)/images/[imageId]/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { RadioCard, RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toast";
import type { ImageDetail } from "@/lib/images/schema";

type CopyDialogProps = {
  image: ImageDetail;
  canDelete: boolean;
  onOpenChange: (open: boolean) => void;
};

/** What the copy does, and what becomes of the public image, before anything is asked of Cloudflare. */
export function CopyDialog({ image, canDelete, onOpenChange }: CopyDialogProps) {
  const router = useRouter();
  const [keepOld, setKeepOld] = useState(true);

  async function run() {
    const answer = await copyToPrivate({ imageId: image.id, keepOld });
    if (answer.ok)
      toast({ kind: "done", title: "The copy is on its way", description: "This page says how far it is." });
    router.refresh();
    return answer;
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`Copy ${image.name} to a private image?`}
      sentence="Darkroom reads the original, stores it anew under an id of Cloudflare's own, and checks that the copy is private, has the same bytes and is refused without a signature. Only then does this entry show the copy. Nothing recalls what was already downloaded."
      consequences={[
        { count: "1", what: "private copy, with this name, these tags and collections", tone: "sealed" },
        keepOld
          ? {
              count: "1",
              what: "public image stays: whoever has the old address can see it until it is deleted. It gets an entry of its own",
              tone: "exposed",
            }
          : {
              count: "1",
              what: "public image is deleted at Cloudflare; pages that embed its address show a gap",
              tone: "danger",
            },
      ]}
      safer={
        <RadioGroup legend="What becomes of the public image">
          <RadioCard
            name="old"
            label="Keep it for now"
            hint="Its address stays open until you delete it. Choose this while pages still embed it."
            checked={keepOld}
            onChange={() => setKeepOld(true)}
          />
          {canDelete && (
            <RadioCard
              name="old"
              label="Delete it when the copy is proven"
              hint="Cloudflare may go on showing cached copies for a while; Darkroom asks until the address opens nothing."
              checked={!keepOld}
              onChange={() => setKeepOld(false)}
            />
          )}
        </RadioGroup>
      }
      confirm={keepOld ? "Copy" : "Copy, then delete"}
      kind={keepOld ? "plain" : "destroy"}
      onConfirm={run}
    />
  );
}
