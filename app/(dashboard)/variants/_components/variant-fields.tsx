import { Eye, Lock } from "lucide-react";
import type { Draft, DraftField } from "@/app/(dashboard)/variants/draft";
import { fitWords, metadataWords } from "@/app/(dashboard)/variants/words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import { fits, metadataModes, type VariantRow } from "@/lib/variants/schema";

type VariantFieldsProps = {
  draft: Draft;
  problems: Partial<Record<DraftField, string>>;
  set: <F extends DraftField>(field: F, value: Draft[F]) => void;
  fixedName: boolean;
  variant?: VariantRow;
};

const nameOf = (fit: string) => fit.charAt(0).toUpperCase() + fit.slice(1).replace("-", " ");

export function VariantFields({ draft, problems, set, fixedName, variant }: VariantFieldsProps) {
  return (
    <div className="grid content-start gap-4">
      {!fixedName && (
        <Field
          id="variant-id"
          label="Name"
          hint="Part of every address. Letters and digits."
          error={problems.id}
          required
        >
          {(aria) => (
            <Input
              {...aria}
              value={draft.id}
              onChange={(event) => set("id", event.target.value)}
              maxLength={99}
              autoFocus
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="preview"
            />
          )}
        </Field>
      )}
      <div className="grid grid-cols-2 items-start gap-3">
        {(["width", "height"] as const).map((side) => (
          <Field
            key={side}
            id={`variant-${side}`}
            label={<span className="block first-letter:uppercase">{side} in pixels</span>}
            error={problems[side]}
            required
          >
            {(aria) => (
              <Input
                {...aria}
                inputMode="numeric"
                value={draft[side]}
                onChange={(event) => set(side, event.target.value.trim())}
                maxLength={5}
                autoComplete="off"
                className="tabular"
              />
            )}
          </Field>
        ))}
      </div>
      <Field id="variant-fit" label="Fit" hint={fitWords[draft.fit]?.long}>
        {(aria) => (
          <Select {...aria} value={draft.fit} onChange={(event) => set("fit", event.target.value)}>
            {fits.map((fit) => (
              <option key={fit} value={fit}>
                {nameOf(fit)}: {fitWords[fit]?.short}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id="variant-metadata" label="Metadata" hint={metadataWords[draft.metadata]?.long}>
        {(aria) => (
          <Select {...aria} value={draft.metadata} onChange={(event) => set("metadata", event.target.value)}>
            {metadataModes.map((mode) => (
              <option key={mode} value={mode}>
                {metadataWords[mode]?.short}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {variant && variant.liveLinks > 0 && (
        <p className="text-meta text-muted-foreground">
          {formatCount(variant.liveLinks, "live link shows", "live links show")} this variant and will show
          the new size.
        </p>
      )}
      <AccessSwitch checked={draft.alwaysPublic} onChange={(value) => set("alwaysPublic", value)} />
    </div>
  );
}

function AccessSwitch({ checked, onChange }: { checked: boolean; onChange: (value: boolean) => void }) {
  const Icon = checked ? Eye : Lock;
  return (
    <label
      htmlFor="variant-access"
      className={cn(
        "flex cursor-pointer items-start gap-3 rounded-lg border px-3.5 py-3",
        checked ? "border-exposed/50 bg-exposed-soft" : "border-border-strong bg-card",
      )}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", checked ? "text-exposed" : "text-sealed")} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium text-sm leading-5">Always allow public access</span>
        <span className="block text-meta text-muted-foreground">
          {checked
            ? "Anyone with an address sees private pictures in this size."
            : "Private pictures need a signed link in this size."}
        </span>
      </span>
      <Switch
        id="variant-access"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5"
      />
    </label>
  );
}
