"use client";

import { type TransitionStartFunction, useEffect, useRef, useState } from "react";
import type { Made } from "@/app/(dashboard)/images/[imageId]/_components/create-link-dialog";
import { EndField } from "@/app/(dashboard)/images/[imageId]/_components/end-field";
import { VariantPicker } from "@/app/(dashboard)/images/[imageId]/_components/variant-picker";
import { createLink } from "@/app/(dashboard)/images/[imageId]/actions";
import { chosenEnd, type EndChoice } from "@/app/(dashboard)/images/[imageId]/link-end";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ImageDetail, ImageVariant } from "@/lib/images/schema";

type LinkFormProps = {
  image: ImageDetail;
  /** Those that need a link; at least one. */
  variants: ImageVariant[];
  maxDays: number;
  onMade: (made: Made) => void;
  /** The dialog's transition: its button shows that the work is under way. */
  start: TransitionStartFunction;
};

type Problem = { message: string; fields: Record<string, string> };

export function LinkForm({ image, variants, maxDays, onMade, start }: LinkFormProps) {
  const [problem, setProblem] = useState<Problem>();
  const [chosen, setChosen] = useState(variants[0]?.id ?? "");
  const [end, setEnd] = useState<EndChoice>({ preset: "day" });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
  const variantId = variants.some(({ id }) => id === chosen) ? chosen : (variants[0]?.id ?? "");

  const send = (sent: HTMLFormElement) =>
    start(async () => {
      const text = (name: string) => String(new FormData(sent).get(name) ?? "");
      const endsAt = chosenEnd(end, new Date());
      if (!endsAt) return setProblem({ message: "", fields: { endsAt: "Choose a day and a time." } });
      const [recipient, purpose, note] = [text("recipient"), text("purpose"), text("note")];
      const answer = await createLink({ imageId: image.id, variantId, purpose, recipient, note, endsAt });
      if (answer.ok) onMade({ ...answer.data, recipient: recipient.trim(), variantId });
      else setProblem({ message: answer.message, fields: answer.fields ?? {} });
    });

  const general = problem && Object.keys(problem.fields).length === 0 ? problem.message : "";
  return (
    <form
      ref={form}
      id="create-link"
      noValidate
      className="grid gap-4 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="recipient" label="For whom" error={problem?.fields.recipient} required>
          {(aria) => (
            <Input {...aria} name="recipient" maxLength={200} placeholder="Name or address" autoFocus />
          )}
        </Field>
        <Field id="purpose" label="What for" error={problem?.fields.purpose} required>
          {(aria) => <Input {...aria} name="purpose" maxLength={120} placeholder="Review, print, press" />}
        </Field>
      </div>
      <VariantPicker
        image={image}
        variants={variants}
        value={variantId}
        onChange={setChosen}
        error={problem?.fields.variantId}
      />
      <EndField value={end} onChange={setEnd} maxDays={maxDays} error={problem?.fields.endsAt} />
      <Field id="note" label="Note" hint="Only for the ledger; the recipient does not see it.">
        {(aria) => <Textarea {...aria} name="note" maxLength={1000} rows={2} className="min-h-16" />}
      </Field>
      {general && (
        <p role="alert" className="text-danger text-sm">
          {general}
        </p>
      )}
    </form>
  );
}
