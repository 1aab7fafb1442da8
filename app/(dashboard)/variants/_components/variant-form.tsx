"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { FitPreview } from "@/app/(dashboard)/variants/_components/fit-preview";
import { OpeningPanel } from "@/app/(dashboard)/variants/_components/opening-panel";
import { VariantFields } from "@/app/(dashboard)/variants/_components/variant-fields";
import { addVariant, saveVariant } from "@/app/(dashboard)/variants/actions";
import { checkDraft, type Draft, type DraftField, startDraft } from "@/app/(dashboard)/variants/draft";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";
import type { BlastRadius, VariantRow } from "@/lib/variants/schema";

export type VariantFormProps = {
  taken: string[];
  variant?: VariantRow;
  smallerThan?: VariantRow;
  onSmaller?: () => void;
  onDone: () => void;
};

const digits = (text: string) => text.replace(/\D/g, "");

/** Only valid names and options get through; what a switch opens is counted and confirmed before it is saved. */
export function VariantForm({ taken, variant, smallerThan, onSmaller, onDone }: VariantFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>(() => startDraft({ variant, smallerThan }));
  const [touched, setTouched] = useState<Partial<Record<DraftField, true>>>({});
  const [radius, setRadius] = useState<BlastRadius>();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, start] = useTransition();

  const { clean, problems } = checkDraft(draft, variant ? [] : taken);
  const shown = Object.fromEntries(
    Object.entries(problems).filter(([field]) => touched[field as DraftField]),
  );
  const opens = draft.alwaysPublic && !variant?.alwaysPublic;
  const count = opens ? radius?.privateImages : 0;
  const confirmed = count !== undefined && (count === 0 || digits(typed) === String(count));

  function set<F extends DraftField>(field: F, value: Draft[F]) {
    setDraft((now) => ({ ...now, [field]: value }));
    setTouched((now) => ({ ...now, [field]: true }));
    setProblem(undefined);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setTouched({ id: true, width: true, height: true });
    if (!clean || !confirmed) return;
    start(async () => {
      const input = { ...clean, ...(opens && { confirmedCount: count }) };
      const result = await (variant ? saveVariant(input) : addVariant(input));
      if (result.ok) {
        toast({ kind: "done", title: variant ? `${clean.id} is saved` : `${clean.id} is created` });
        return onDone();
      }
      setProblem(result.message);
      const fresh = result.fields?.confirmedCount;
      if (fresh) setRadius((now) => now && { ...now, privateImages: Number(fresh) });
      if (fresh) setTyped("");
      // The account may not be as this form believes: the list behind it is read again.
      if (result.code === "UNKNOWN_OUTCOME" || result.code === "CONFLICT") router.refresh();
    });
  }

  const [width, height] = [Number(draft.width), Number(draft.height)];
  const box = !problems.width && !problems.height ? { width, height } : null;
  const exposes = opens && (count ?? 0) > 0;
  return (
    <form method="post" onSubmit={submit} noValidate className="-mb-5 grid gap-5">
      <div className="grid gap-6 sm:grid-cols-[minmax(0,1fr)_13rem]">
        <VariantFields
          draft={draft}
          problems={shown}
          set={set}
          fixedName={variant !== undefined}
          variant={variant}
        />
        <FitPreview fit={draft.fit} box={box} />
      </div>
      {opens && (
        <OpeningPanel
          id={draft.id}
          size={box}
          keepsMetadata={draft.metadata === "keep"}
          radius={radius}
          onRadius={setRadius}
          typed={typed}
          onTyped={setTyped}
          onSmaller={onSmaller}
        />
      )}
      {problem && (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      )}
      <DialogFooter className="-bottom-5 sticky -mx-5 bg-popover">
        <Button onClick={onDone} disabled={busy}>
          Cancel
        </Button>
        <Button
          type="submit"
          variant={exposes ? "danger" : "primary"}
          disabled={busy || !confirmed || (!clean && Object.keys(shown).length > 0)}
          aria-busy={busy}
        >
          {busy ? "Asking Cloudflare…" : saveWords(variant !== undefined, exposes ? count : 0)}
        </Button>
      </DialogFooter>
    </form>
  );
}

function saveWords(editing: boolean, exposed = 0): string {
  if (exposed > 0) return `Open ${formatCount(exposed, "image")} and ${editing ? "save" : "create"}`;
  return editing ? "Save changes" : "Create variant";
}
