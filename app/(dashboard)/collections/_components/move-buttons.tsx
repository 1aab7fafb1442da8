"use client";

import { ArrowLeft, ArrowRight, GripVertical } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useState } from "react";
import { useOrder } from "@/app/(dashboard)/collections/_components/member-order";
import { atEnd, type Member, type To } from "@/app/(dashboard)/collections/_components/order";
import { Button } from "@/components/ui/button";

const MoveDialog = dynamic(
  () => import("@/app/(dashboard)/collections/_components/move-dialog").then((m) => m.MoveDialog),
  { ssr: false },
);

/** Its number, from 1. */
type MoveButtonsProps = { member: Member; place: number };

/** One place earlier or later, and a grip: dragged, moved with its keys, or pressed for any place. */
export function MoveButtons({ member, place }: MoveButtonsProps) {
  const { move, busy, shown } = useOrder();
  const [asking, setAsking] = useState(false);
  const go = (to: number) => !busy && to >= 1 && move(member, { place: to });
  const keys: Record<string, number> = {
    ArrowLeft: place - 1,
    ArrowUp: place - 1,
    ArrowRight: place < shown ? place + 1 : 0,
    ArrowDown: place < shown ? place + 1 : 0,
    Home: place > 1 ? 1 : 0,
    End: place < shown ? atEnd : 0,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keys[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  const choose = (to: To) => {
    setAsking(false);
    move(member, to);
  };
  return (
    <span className="-mr-2 ml-auto flex">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${member.name} earlier`}
        disabled={busy || place === 1}
        onClick={() => go(place - 1)}
      >
        <ArrowLeft aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        data-grip=""
        aria-label={`Move ${member.name}, number ${place} of ${shown}`}
        aria-keyshortcuts="ArrowLeft ArrowRight Home End"
        title="Drag it, press arrows, Home or End, or click for a number"
        className="cursor-grab touch-none active:cursor-grabbing"
        onKeyDown={onKeyDown}
        onClick={() => setAsking(true)}
      >
        <GripVertical aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${member.name} later`}
        disabled={busy || place === shown}
        onClick={() => go(place + 1)}
      >
        <ArrowRight aria-hidden />
      </Button>
      {asking && (
        <MoveDialog
          member={member}
          place={place}
          shown={shown}
          onClose={() => setAsking(false)}
          onMove={choose}
        />
      )}
    </span>
  );
}
