"use client";

import { type ReactNode, useId, useState, useTransition } from "react";
import { Outcomes } from "@/app/(dashboard)/links/_components/outcomes";
import { TargetCount } from "@/app/(dashboard)/links/_components/target-count";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { LinkOutcome, LinkTarget } from "@/lib/links/changes-schema";

type ActDialogProps = {
  target: LinkTarget;
  title: string;
  sentence: ReactNode;
  children?: ReactNode;
  confirm: string;
  danger?: boolean;
  /** What became of one link, in the past: "revoked". */
  done: string;
  /** Of those that were refused, lead to where each can be taken back. */
  takeBack?: boolean;
  onOpenChange: (open: boolean) => void;
  act: (form: FormData) => Promise<ActionResult<LinkOutcome[]>>;
};

/** Asks before it changes links, and says of each that was not changed why not. */
export function ActDialog({
  target,
  title,
  sentence,
  children,
  confirm,
  danger,
  done,
  takeBack,
  onOpenChange,
  act,
}: ActDialogProps) {
  const [problem, setProblem] = useState("");
  const [left, setLeft] = useState<LinkOutcome[]>();
  const [busy, start] = useTransition();
  const id = useId();

  const send = (form: FormData) =>
    start(async () => {
      const answer = await act(form);
      if (!answer.ok) return setProblem(answer.message);
      const refused = answer.data.filter(({ ok }) => !ok);
      const count = answer.data.length - refused.length;
      if (count > 0) toast({ kind: "done", title: `${formatCount(count, "link")} ${done}` });
      if (refused.length > 0) setLeft(refused);
      else onOpenChange(false);
    });

  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent
        title={left ? `${formatCount(left.length, "link")} not ${done}` : title}
        description={left ? "Each says why, and what can be done instead." : sentence}
        footer={
          left ? (
            <DialogClose asChild>
              <Button>Close</Button>
            </DialogClose>
          ) : (
            <>
              <DialogClose asChild>
                <Button disabled={busy}>Cancel</Button>
              </DialogClose>
              <Button
                type="submit"
                form={id}
                variant={danger ? "danger" : "primary"}
                disabled={busy}
                aria-busy={busy}
              >
                {busy ? "Working…" : confirm}
              </Button>
            </>
          )
        }
      >
        {left ? (
          <Outcomes outcomes={left} takeBack={takeBack} />
        ) : (
          <form
            id={id}
            className="grid gap-4 pt-1"
            onSubmit={(event) => {
              event.preventDefault();
              send(new FormData(event.currentTarget));
            }}
          >
            <TargetCount target={target} revoking={takeBack} />
            {children}
            {problem && (
              <p role="alert" className="text-danger text-sm">
                {problem}
              </p>
            )}
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
