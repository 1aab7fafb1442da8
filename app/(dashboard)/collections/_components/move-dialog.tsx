"use client";

import { ArrowLeftToLine, ArrowRightToLine } from "lucide-react";
import { type FormEvent, useState } from "react";
import { atEnd, type Member, type To } from "@/app/(dashboard)/collections/_components/order";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatCount } from "@/lib/format";

type MoveDialogProps = {
  member: Member;
  place: number;
  shown: number;
  onClose: () => void;
  onMove: (to: To) => void;
};

/** To the beginning, to the end, or to a place by its number. */
export function MoveDialog({ member, place, shown, onClose, onMove }: MoveDialogProps) {
  const [problem, setProblem] = useState<string>();
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const to = Number(new FormData(event.currentTarget).get("place"));
    if (Number.isInteger(to) && to >= 1 && to <= shown) onMove({ place: to });
    else setProblem(`Write a number from 1 to ${formatCount(shown)}.`);
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Move ${member.name}`}
        description={`It is number ${formatCount(place)} of ${formatCount(shown)}.`}
      >
        <form noValidate className="grid gap-4" onSubmit={send}>
          <Field id="member-place" label="Its new number" error={problem}>
            {(aria) => (
              <Input
                {...aria}
                name="place"
                inputMode="numeric"
                defaultValue={place}
                autoFocus
                maxLength={7}
              />
            )}
          </Field>
          <div className="flex flex-wrap justify-end gap-2">
            <Button disabled={place === 1} onClick={() => onMove({ place: 1 })}>
              <ArrowLeftToLine aria-hidden />
              To the beginning
            </Button>
            <Button disabled={place === shown} onClick={() => onMove({ place: atEnd })}>
              <ArrowRightToLine aria-hidden />
              To the end
            </Button>
            <Button type="submit" variant="primary">
              Move
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
