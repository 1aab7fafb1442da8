"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/errors";

export type CollectionText = { name: string; description: string };
type CollectionFormProps = {
  title: string;
  verb: string;
  start: CollectionText;
  onClose: () => void;
  onSave: (text: CollectionText) => Promise<ActionResult<unknown>>;
};

export function CollectionForm({ title, verb, start: first, onClose, onSave }: CollectionFormProps) {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<{ message: string; fields: Record<string, string> }>();

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    start(async () => {
      const answer = await onSave({ name: text("name"), description: text("description") });
      if (!answer.ok) setProblem({ message: answer.message, fields: answer.fields ?? {} });
    });
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title}>
        <form noValidate className="grid gap-4" onSubmit={send}>
          <Field id="collection-name" label="Name" error={problem?.fields.name} required>
            {(aria) => <Input {...aria} name="name" defaultValue={first.name} maxLength={120} autoFocus />}
          </Field>
          <Field id="collection-description" label="Description" error={problem?.fields.description}>
            {(aria) => (
              <Textarea {...aria} name="description" defaultValue={first.description} maxLength={2000} />
            )}
          </Field>
          {problem && Object.keys(problem.fields).length === 0 && (
            <p role="alert" className="text-danger text-sm">
              {problem.message}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose} disabled={busy}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" disabled={busy} aria-busy={busy}>
              {busy ? "Saving…" : verb}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
