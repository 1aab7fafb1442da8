"use client";

import { BookImage } from "lucide-react";
import { useTransition } from "react";
import type { Member } from "@/app/(dashboard)/collections/_components/order";
import { chooseCover } from "@/app/(dashboard)/collections/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

type CoverButtonProps = { collectionId: string; member: Member; chosen: boolean };

/** Shows this picture for the collection; pressed again, the first one shows for it. */
export function CoverButton({ collectionId, member, chosen }: CoverButtonProps) {
  const [busy, start] = useTransition();
  const choose = () =>
    start(async () => {
      const answer = await chooseCover({ collectionId, imageId: chosen ? null : member.id });
      if (!answer.ok)
        return toast({ kind: "error", title: "The cover is as it was", description: answer.message });
      toast({
        kind: "done",
        title: chosen ? "The first image is the cover" : `${member.name} is the cover`,
      });
    });
  return (
    <Button
      size="sm"
      aria-pressed={chosen}
      aria-label={`Use ${member.name} as cover`}
      title={chosen ? "The cover. Press to show the first image instead." : undefined}
      disabled={busy}
      onClick={choose}
      className="absolute top-2 right-2 px-2 transition-opacity focus-visible:opacity-100 aria-pressed:opacity-100 pointer-fine:opacity-0 group-hover:opacity-100"
    >
      <BookImage aria-hidden />
      {chosen ? "Cover" : "Use as cover"}
    </Button>
  );
}
