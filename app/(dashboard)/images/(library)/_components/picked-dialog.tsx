"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { readPicked } from "@/app/(dashboard)/images/actions";
import { ImageStateBadge } from "@/components/image-state";
import { Thumb } from "@/components/thumb";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format";
import type { ImageCard } from "@/lib/images/schema";

/** As many as one call names. */
const step = 100;

type PickedDialogProps = {
  picks: string[];
  onUntick: (imageIds: string[]) => void;
  onClose: () => void;
};

/** What is ticked, wherever it was, a hundred at a time; each can be taken off. */
export function PickedDialog({ picks, onUntick, onClose }: PickedDialogProps) {
  // Those that were ticked when it opened: rows do not move away under the hand.
  const [asked] = useState(picks);
  const [upTo, setUpTo] = useState(step);
  const [read, setRead] = useState<{ cards: ImageCard[]; upTo: number }>({ cards: [], upTo: 0 });
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (read.upTo >= upTo) return;
    let left = false;
    void readPicked({ imageIds: asked.slice(read.upTo, upTo) }).then((answer) => {
      if (left) return;
      if (!answer.ok) setProblem(answer.message);
      else setRead({ cards: [...read.cards, ...answer.data], upTo });
    });
    return () => {
      left = true;
    };
  }, [asked, read, upTo]);

  const ticked = new Set(picks);
  const cards = read.cards.filter(({ id }) => ticked.has(id));
  const known = new Set(read.cards.map(({ id }) => id));
  const gone = asked.slice(0, read.upTo).filter((id) => !known.has(id) && ticked.has(id));
  const more = asked.length - read.upTo;
  const untick = (imageIds: string[]) => {
    onUntick(imageIds);
    if (imageIds.length === picks.length) onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`${formatCount(picks.length, "image")} selected`}
        description="Ticked on other pages and in other searches too, in the order in which you ticked them."
        aria-busy={read.upTo < upTo && !problem}
        footer={<Button onClick={() => untick(picks)}>Clear the selection</Button>}
      >
        {problem && (
          <p role="alert" className="pb-3 text-danger text-sm">
            {problem}
          </p>
        )}
        <ul aria-label="Selected images" className="divide-y">
          {cards.map((image) => (
            <li key={image.id} className="flex items-center gap-3 py-2">
              <Thumb
                src={image.thumbUrl}
                alt=""
                width={image.width}
                height={image.height}
                placeholder={image.placeholder}
                className="size-11 shrink-0 rounded-md"
                inset="p-0.5"
              />
              <span className="grid min-w-0 flex-1 gap-1">
                <Link
                  href={`/images/${image.id}`}
                  title={image.name}
                  className="hit-area truncate font-medium text-sm hover:underline"
                >
                  {image.name}
                </Link>
                <span>
                  <ImageStateBadge image={image} />
                </span>
              </span>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Take ${image.name} off the selection`}
                onClick={() => untick([image.id])}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
          {read.upTo === 0 &&
            !problem &&
            asked.slice(0, 3).map((id) => (
              <li key={id} className="flex items-center gap-3 py-2">
                <Skeleton className="size-11 rounded-md" />
                <Skeleton className="h-4 w-40" />
              </li>
            ))}
          {gone.length > 0 && (
            <li className="flex items-center justify-between gap-3 py-3 text-meta text-muted-foreground">
              {formatCount(gone.length)} {gone.length === 1 ? "is" : "are"} deleted or in the trash by now.
              <Button size="sm" onClick={() => untick(gone)}>
                Take off
              </Button>
            </li>
          )}
        </ul>
        {more > 0 && read.upTo > 0 && (
          <Button className="mt-3 w-full" onClick={() => setUpTo(read.upTo + step)}>
            {formatCount(more)} more
          </Button>
        )}
      </DialogContent>
    </Dialog>
  );
}
