"use client";

import { type FormEvent, useState, useTransition } from "react";
import { endAlarm } from "@/app/(dashboard)/links/desk/actions";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";

/** An alarm ends with a reason, which is kept. */
export function EndAlarm({ alarmId, imageName }: { alarmId: string; imageName: string }) {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [busy, start] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    start(async () => {
      const result = await endAlarm({ alarmId, reason });
      if (!result.ok) return setError(result.message);
      setOpen(false);
      toast({ kind: "done", title: "The alarm has ended" });
    });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">It is explained</Button>
      </DialogTrigger>
      <DialogContent
        title="End this alarm?"
        description={`The link to ${imageName} keeps opening the picture until its end. Say who made it and why that is fine; the activity keeps your words.`}
      >
        <form method="post" onSubmit={submit} noValidate className="grid gap-4">
          <Field id="alarm-reason" label="Reason" error={error} required>
            {(aria) => <Input {...aria} name="reason" maxLength={300} autoFocus autoComplete="off" />}
          </Field>
          <Button
            type="submit"
            variant="primary"
            disabled={busy}
            aria-busy={busy}
            className="sm:justify-self-end"
          >
            {busy ? "Ending…" : "End the alarm"}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
