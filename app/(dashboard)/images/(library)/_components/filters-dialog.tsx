"use client";

import { type FormEvent, useId } from "react";
import { useCollectionNames } from "@/app/(dashboard)/images/(library)/_components/use-collection-names";
import {
  type FilterField,
  filterFields,
  readFields,
  several,
  wordsOfAll,
  writeFields,
} from "@/app/(dashboard)/images/(library)/filter-fields";
import { FindCollection } from "@/components/jobs/find-collection";
import type { Option } from "@/components/query/filter-select";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";

type FiltersDialogProps = {
  /** The question as it stands in the field. */
  question: string;
  uploaders: Option[];
  onAsk: (question: string) => void;
  onClose: () => void;
};

/** Every filter there is, for those who do not type. It writes the same text that typing would. */
export function FiltersDialog({ question, uploaders, onAsk, onClose }: FiltersDialogProps) {
  const form = useId();
  const said = readFields(question);
  const collections = useCollectionNames(true);
  const names: Record<string, Option[]> = {
    collection: (collections.names ?? []).map(({ name }) => ({ value: name, label: name })),
    by: uploaders,
  };

  function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([id, value]) => [id, String(value)]),
    );
    onAsk(writeFields(question, chosen));
    onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Filters"
        description="They are written into the search, where you can change or save them."
        className="sm:max-w-2xl"
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={form} variant="primary">
              Show images
            </Button>
          </>
        }
      >
        <form id={form} noValidate onSubmit={ask} className="grid grid-cols-2 gap-x-3 gap-y-4 sm:gap-x-5">
          {filterFields.map((field) => (
            <FieldOf
              key={field.id}
              field={field}
              value={said[field.id] ?? ""}
              all={said[field.id] === several ? wordsOfAll(question, field.id) : null}
              names={names[field.id] ?? []}
              onFind={field.id === "collection" && collections.more ? collections.find : undefined}
            />
          ))}
        </form>
      </DialogContent>
    </Dialog>
  );
}

type FieldOfProps = {
  field: FilterField;
  value: string;
  /** What the question says for it, where that is more than one thing. */
  all: string | null;
  names: Option[];
  /** Where there are more names than are listed. */
  onFind: ((q: string) => void) | undefined;
};

function FieldOf({ field: { id, label, hint, kind, options }, value, all, names, onFind }: FieldOfProps) {
  const own = useId();
  const control = { id: own, name: id, defaultValue: value };
  // What is said stays the same option while others come: a select would fall back to its first one.
  const offered = (options ?? names).filter((option) => options || option.value !== value);
  return (
    <div className="grid content-start gap-1.5">
      <Label htmlFor={own}>
        {label}
        {hint && <span className="font-normal text-muted-foreground"> ({hint})</span>}
      </Label>
      {onFind && <FindCollection onFind={onFind} />}
      {kind === "choice" || kind === "names" ? (
        <Select {...control}>
          <option value="">Any</option>
          {all !== null && <option value={several}>{all}</option>}
          {value !== "" && all === null && !options && <option value={value}>{value}</option>}
          {offered.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ) : (
        <Input
          {...control}
          type={kind === "day" ? "date" : "number"}
          min={kind === "number" ? 0 : undefined}
          step="any"
        />
      )}
    </div>
  );
}
