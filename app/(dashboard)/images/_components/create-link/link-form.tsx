"use client";

import { type TransitionStartFunction, useEffect, useRef, useState } from "react";
import { EndField } from "@/app/(dashboard)/images/_components/create-link/end-field";
import { GateFields, gateOf } from "@/app/(dashboard)/images/_components/create-link/gate-fields";
import {
  RecipientFields,
  RecipientTools,
} from "@/app/(dashboard)/images/_components/create-link/recipient-fields";
import { SharedImages } from "@/app/(dashboard)/images/_components/create-link/shared-images";
import { VariantPicker } from "@/app/(dashboard)/images/_components/create-link/variant-picker";
import { createLinks } from "@/app/(dashboard)/images/actions";
import { chosenEnd, type EndChoice } from "@/app/(dashboard)/images/link-end";
import { emptyRow, type RecipientRow, recipientsOf } from "@/app/(dashboard)/images/recipient-rows";
import { smallestVariant } from "@/app/(dashboard)/images/variant-size";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { LinkChoices } from "@/lib/links/choices-schema";
import type { HandedLink } from "@/lib/links/hand-over";
import { type LinkMode, maxRecipients, mostRecipients } from "@/lib/links/schema";

type LinkFormProps = {
  /** At least one image and one variant. */
  choices: LinkChoices;
  onMade: (made: HandedLink[]) => void;
  /** The dialog's transition: its button shows that the work is under way. */
  start: TransitionStartFunction;
};

type Problem = { message: string; fields: Record<string, string> };

/** What the size of one go allows, said as soon as it allows less than otherwise; empty when it does not. */
function limitOf({ images, variants, most }: { images: number; variants: number; most: number }): string {
  if (most >= maxRecipients) return "";
  const these = images === 1 ? "this picture" : `these ${formatCount(images, "picture")}`;
  const size = variants === 1 ? "" : ` in ${formatCount(variants, "variant")}`;
  return `With ${these}${size} one go reaches ${formatCount(most, "recipient")}. Make the links for others after it.`;
}

export function LinkForm({ choices, onMade, start }: LinkFormProps) {
  const { images, variants, left, maxDays } = choices;
  const [problem, setProblem] = useState<Problem>();
  const [recipients, setRecipients] = useState<RecipientRow[]>([emptyRow]);
  const [detailed, setDetailed] = useState(false);
  const [chosen, setChosen] = useState(() => {
    const least = smallestVariant(variants);
    return least ? [least.id] : [];
  });
  const [end, setEnd] = useState<EndChoice>({ preset: "day" });
  // Several pictures are read on a page; one is put somewhere.
  const [mode, setMode] = useState<LinkMode>(images.length > 1 ? "gated" : "direct");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);

  const send = (sent: HTMLFormElement) =>
    start(async () => {
      const data = new FormData(sent);
      const text = (name: string) => String(data.get(name) ?? "");
      const endsAt = chosenEnd(end, new Date());
      if (!endsAt) return setProblem({ message: "", fields: { endsAt: "Choose a day and a time." } });
      const answer = await createLinks({
        imageIds: images.map(({ id }) => id),
        variantIds: chosen.filter((id) => variants.some((variant) => variant.id === id)),
        recipients: recipientsOf(recipients),
        purpose: text("purpose"),
        note: text("note"),
        endsAt,
        gate: mode === "gated" ? gateOf(data) : null,
      });
      const told = { purpose: text("purpose").trim(), images: images.length };
      if (answer.ok) onMade(answer.data.map((link) => ({ ...link, ...told })));
      else setProblem({ message: answer.message, fields: answer.fields ?? {} });
    });

  const most = mostRecipients(images.length, chosen.length);
  const limit = limitOf({ images: images.length, variants: chosen.length, most });
  const over = recipients.length > most;
  const fields = problem?.fields ?? {};
  const shown = Object.keys(fields).some((name) => name !== "");
  const general = problem && !shown ? problem.message : "";
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
      {(images.length > 1 || left.length > 0) && <SharedImages images={images} left={left} />}
      <div className={cn("grid items-start gap-4", !detailed && "sm:grid-cols-2")}>
        <RecipientFields
          value={recipients}
          onChange={setRecipients}
          most={most}
          detailed={detailed}
          onDetail={() => setDetailed(true)}
          errors={fields}
        />
        <Field id="purpose" label="What for" error={fields.purpose} required>
          {(aria) => <Input {...aria} name="purpose" maxLength={120} placeholder="Review, print, press" />}
        </Field>
      </div>
      <RecipientTools
        detailed={detailed}
        onDetail={() => setDetailed(true)}
        onAdd={recipients.length < most ? () => setRecipients([...recipients, emptyRow]) : undefined}
      />
      {limit && (
        <p
          role={over ? "alert" : "status"}
          className={cn("text-meta", over ? "text-danger" : "text-muted-foreground")}
        >
          {limit}
          {over && ` There are ${formatCount(recipients.length)}: take some away, or a variant.`}
        </p>
      )}
      <VariantPicker
        images={images}
        variants={variants}
        value={chosen}
        onChange={setChosen}
        error={fields.variantIds}
      />
      <EndField value={end} onChange={setEnd} maxDays={maxDays} error={fields.endsAt} />
      <GateFields mode={mode} onMode={setMode} errors={fields} />
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
