"use client";

import { type FormEvent, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { ActionResult } from "@/lib/errors";

type ViewText = { name: string; shared: boolean };
type ViewFormProps = {
  verb: string;
  start?: ViewText;
  mayShare: boolean;
  onSave: (text: ViewText) => Promise<ActionResult<unknown>>;
};

/** A name, and whether everybody finds it. */
export function ViewForm({
  verb,
  start: first = { name: "", shared: false },
  mayShare,
  onSave,
}: ViewFormProps) {
  const id = useId();
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState("");

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const said = new FormData(form);
    start(async () => {
      const answer = await onSave({ name: String(said.get("name") ?? ""), shared: said.has("shared") });
      setProblem(answer.ok ? "" : answer.message);
      if (answer.ok) form.reset();
    });
  }

  return (
    <form noValidate className="grid gap-3" onSubmit={send}>
      <Field id={`${id}-name`} label="Name" error={problem || undefined} required>
        {(aria) => (
          <Input {...aria} name="name" defaultValue={first.name} maxLength={80} autoComplete="off" />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-3">
        {mayShare ? (
          <span className="flex items-center gap-2">
            <Checkbox id={`${id}-shared`} name="shared" defaultChecked={first.shared} />
            <Label htmlFor={`${id}-shared`} className="font-normal">
              Everybody finds it
            </Label>
          </span>
        ) : (
          <span />
        )}
        <Button type="submit" disabled={busy} aria-busy={busy}>
          {verb}
        </Button>
      </div>
    </form>
  );
}
