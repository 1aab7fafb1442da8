"use client";

import { type ReactNode, useId, useState, useTransition } from "react";
import { Outcomes } from "@/app/(dashboard)/links/_components/outcomes";
import { TargetCount, useTargetCount } from "@/app/(dashboard)/links/_components/target-count";
import { isTyped, TypedConfirm } from "@/components/typed-confirm";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { LinkAct, LinkOutcome, LinkTarget } from "@/lib/links/changes-schema";

/** Links that are taken back without their number being typed. */
const handful = 5;

type ActDialogProps = {
  act: LinkAct;
  target: LinkTarget;
  title: string;
  sentence: ReactNode;
  children?: ReactNode;
  confirm: string;
  /** What became of one link, in the past: "revoked". */
  done: string;
  onOpenChange: (open: boolean) => void;
  /** `expected` is the number that was shown. */
  onConfirm: (form: FormData, expected: number) => Promise<ActionResult<LinkOutcome[]>>;
};

/** Asks before it changes links, and says of each that was not changed why not. */
export function ActDialog({
  act,
  target,
  title,
  sentence,
  children,
  confirm,
  done,
  onOpenChange,
  onConfirm,
}: ActDialogProps) {
  const [problem, setProblem] = useState("");
  const [left, setLeft] = useState<LinkOutcome[]>();
  const [busy, start] = useTransition();
  const [typed, setTyped] = useState("");
  const id = useId();
  const { counted, expected, refusal, recount } = useTargetCount(target, act);
  const revoking = act === "revoke";
  const wanted = revoking && (expected ?? 0) > handful ? formatCount(expected ?? 0) : undefined;

  const send = (form: FormData) =>
    start(async () => {
      if (expected === undefined || !isTyped(typed, wanted)) return;
      const answer = await onConfirm(form, expected);
      if (!answer.ok) {
        if (answer.code === "CONFLICT") recount();
        return setProblem(answer.message);
      }
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
                variant={revoking ? "danger" : "primary"}
                disabled={busy || !expected || !isTyped(typed, wanted)}
                aria-busy={busy}
              >
                {busy ? "Working…" : confirm}
              </Button>
            </>
          )
        }
      >
        {left ? (
          <Outcomes outcomes={left} takeBack={revoking} />
        ) : (
          <form
            id={id}
            className="grid gap-4 pt-1"
            onSubmit={(event) => {
              event.preventDefault();
              send(new FormData(event.currentTarget));
            }}
          >
            {!refusal && <TargetCount act={act} counted={counted} ticked={"linkIds" in target} />}
            {children}
            {wanted && <TypedConfirm wanted={wanted} confirm={confirm} value={typed} onChange={setTyped} />}
            {(problem || refusal) && (
              <p role="alert" className="text-danger text-sm">
                {problem || refusal}
              </p>
            )}
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
