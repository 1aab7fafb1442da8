"use client";

import { type FormEvent, type ReactNode, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/errors";

type ReasonDialogProps = {
  trigger: ReactNode;
  title: string;
  description: string;
  /** On the button, and while it is done. */
  confirm: string;
  busyWord: string;
  /** The dialog stays open with the message of a refusal. */
  onReason: (reason: string) => Promise<ActionResult<unknown>>;
};

/** What asks for attention ends with a reason, which is kept. */
export function ReasonDialog({
  trigger,
  title,
  description,
  confirm,
  busyWord,
  onReason,
}: ReasonDialogProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [busy, start] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    start(async () => {
      const result = await onReason(reason);
      if (!result.ok) return setError(result.message);
      setOpen(false);
    });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent title={title} description={description}>
        <form method="post" onSubmit={submit} noValidate className="grid gap-4">
          <Field id={id} label="Reason" error={error} required>
            {(aria) => <Input {...aria} name="reason" maxLength={300} autoFocus autoComplete="off" />}
          </Field>
          <Button
            type="submit"
            variant="primary"
            disabled={busy}
            aria-busy={busy}
            className="sm:justify-self-end"
          >
            {busy ? busyWord : confirm}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
