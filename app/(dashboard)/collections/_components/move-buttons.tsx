"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { useTransition } from "react";
import { moveInCollection } from "@/app/(dashboard)/collections/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

type MoveButtonsProps = {
  name: string;
  imageId: string;
  collectionId: string;
  before: string | null | undefined;
  after: string | undefined;
};

/** One place earlier or later: works by keyboard and under a thumb alike. */
export function MoveButtons({ name, imageId, collectionId, before, after }: MoveButtonsProps) {
  const [busy, start] = useTransition();
  const move = (afterId: string | null) => () =>
    start(async () => {
      const answer = await moveInCollection({ collectionId, imageId, afterId });
      if (!answer.ok) toast({ kind: "error", title: "It was not moved", description: answer.message });
    });
  return (
    <span className="flex">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${name} earlier`}
        disabled={busy || before === undefined}
        onClick={move(before ?? null)}
      >
        <ArrowLeft aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${name} later`}
        disabled={busy || after === undefined}
        onClick={move(after ?? null)}
      >
        <ArrowRight aria-hidden />
      </Button>
    </span>
  );
}
