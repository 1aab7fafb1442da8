"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedRadios } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import type { LinkMode } from "@/lib/links/schema";

type GateFieldsProps = { mode: LinkMode; onMode: (mode: LinkMode) => void; errors: Record<string, string> };

const says = {
  gated:
    "One page with all the pictures. Each opening asks Darkroom: you can end, pause or extend it, and count it.",
  direct:
    "One address a picture, straight from Cloudflare: fast, for a site or a mail. It cannot be taken back alone.",
} as const;

/** Which kind of link, and what a page asks of its reader. */
export function GateFields({ mode, onMode, errors }: GateFieldsProps) {
  return (
    <div className="grid gap-2">
      <SegmentedRadios
        legend="Kind of link"
        name="mode"
        value={mode}
        onValueChange={onMode}
        options={[
          { value: "gated", label: "Page" },
          { value: "direct", label: "Direct addresses" },
        ]}
        className="justify-self-start"
      />
      <p className="text-meta text-muted-foreground">{says[mode]}</p>
      {mode === "gated" && (
        <details
          className="group rounded-lg border px-3.5 py-2.5"
          open={Object.keys(errors).some(isGateError)}
        >
          <summary className="rounded-sm font-medium text-sm">Conditions and words for the reader</summary>
          <div className="grid gap-4 pt-3.5 pb-1.5">
            <div className="grid gap-4 sm:grid-cols-2">
              <Field id="startsAt" label="Opens from" hint="At once when empty." error={errors.startsAt}>
                {(aria) => <Input {...aria} name="startsAt" type="datetime-local" />}
              </Field>
              <Field
                id="maxOpens"
                label="Openings at most"
                hint="No limit when empty."
                error={errors["gate.maxOpens"]}
              >
                {(aria) => (
                  <Input {...aria} name="maxOpens" type="number" min={1} max={100_000} inputMode="numeric" />
                )}
              </Field>
            </div>
            <Field
              id="gate-password"
              label="Password"
              hint="Tell it by another way than the link."
              error={errors["gate.password"]}
            >
              {(aria) => (
                <Input {...aria} name="gate-password" maxLength={200} autoComplete="off" spellCheck={false} />
              )}
            </Field>
            <Field id="message" label="Credit or embargo" hint="The reader sees it above the pictures.">
              {(aria) => <Textarea {...aria} name="message" maxLength={1000} rows={2} className="min-h-16" />}
            </Field>
            <Field id="terms" label="Terms to accept first">
              {(aria) => <Textarea {...aria} name="terms" maxLength={4000} rows={2} className="min-h-16" />}
            </Field>
            <label
              htmlFor="allowDownload"
              className="flex min-h-9 cursor-pointer items-center gap-2.5 text-sm"
            >
              <Checkbox id="allowDownload" name="allowDownload" />
              The reader may save the pictures
            </label>
          </div>
        </details>
      )}
    </div>
  );
}

const isGateError = (name: string) => name === "startsAt" || name.startsWith("gate.");

/** What the fields above say, for the action. */
export function gateOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    startsAt: text("startsAt") ? new Date(text("startsAt")) : null,
    maxOpens: text("maxOpens") ? Number(text("maxOpens")) : null,
    password: text("gate-password") || null,
    message: text("message"),
    terms: text("terms"),
    allowDownload: form.get("allowDownload") === "on",
  };
}
