"use client";

import type { Editable } from "@/app/(dashboard)/images/[imageId]/_components/details-form";
import { DayField } from "@/components/jobs/day-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

type MoreFieldsProps = { image: Editable; fields: Record<string, string> };

/** Credit, rights, embargo and notes. Times are in the reader's zone, as the browser's control shows them. */
export function MoreFields({ image, fields }: MoreFieldsProps) {
  return (
    <>
      <Field id="credit" label="Credit" error={fields.credit}>
        {(aria) => <Input {...aria} name="credit" defaultValue={image.credit} maxLength={300} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <DayField
          id="rightsFrom"
          name="rightsFrom"
          label="May be used from"
          defaultValue={localOf(image.rightsFrom)}
        />
        <DayField
          id="rightsUntil"
          name="rightsUntil"
          label="May be used until"
          defaultValue={localOf(image.rightsUntil)}
        />
      </div>
      <DayField
        id="embargoUntil"
        name="embargoUntil"
        label="Under embargo until"
        hint="Until then it cannot be made public. One that is public already stays so until somebody makes it private."
        defaultValue={localOf(image.embargoUntil)}
      />
      <Field id="notes" label="Notes" error={fields.notes}>
        {(aria) => <Textarea {...aria} name="notes" defaultValue={image.notes} maxLength={4000} />}
      </Field>
    </>
  );
}

/** A moment as the control writes it: local, to the minute. */
function localOf(at: Date | null): string | undefined {
  if (!at) return undefined;
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What the control says, as a moment; null when it is empty. */
export function timeOf(text: string): Date | null {
  const at = new Date(text);
  return text && !Number.isNaN(at.getTime()) ? at : null;
}
