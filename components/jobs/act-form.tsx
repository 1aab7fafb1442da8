"use client";

import { type FormEvent, useState } from "react";
import { DayField } from "@/components/jobs/day-field";
import { FindCollection } from "@/components/jobs/find-collection";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { CollectionName } from "@/lib/collections/schema";
import { formatCount } from "@/lib/format";
import { rightsProblem } from "@/lib/images/rights";
import { type Act, actSchema, type RightsField } from "@/lib/jobs/schema";

/** Acts that need to be told something first. */
export type Choice = "tag" | "untag" | "collect" | "uncollect" | "rights";

const texts: Record<Choice, { title: string; sentence: string }> = {
  tag: { title: "Tag the selection", sentence: "Images keep the tags they have." },
  untag: { title: "Remove tags", sentence: "Images that do not carry them are left alone." },
  collect: {
    title: "Add to a collection",
    sentence: "An image can be in several collections; it stays in the library.",
  },
  uncollect: { title: "Take out of a collection", sentence: "The images stay in the library." },
  rights: {
    title: "Rights and embargo",
    sentence:
      "What is left empty stays as it is. Under embargo an image cannot be made public; one that is public already stays so until you make it private.",
  },
};

const clearable: Record<RightsField, string> = {
  credit: "Credit",
  rightsFrom: "Used from",
  rightsUntil: "Used until",
  embargoUntil: "Embargo",
};

type ActFormProps = {
  choice: Choice;
  /** Undefined while they are read. */
  collections: CollectionName[] | undefined;
  /** Why they could not be read. */
  unread?: string | undefined;
  /** Where there are more than are listed. */
  onFind?: ((q: string) => void) | undefined;
  busy: boolean;
  onClose: () => void;
  onAct: (act: Act) => void;
};

/** Asks for what an act needs; what it would do is shown next, before anything is done. */
export function ActForm({ choice, collections, unread, onFind, busy, onClose, onAct }: ActFormProps) {
  const [problem, setProblem] = useState<string>();
  const { title, sentence } = texts[choice];
  const needsOne = choice === "collect" || choice === "uncollect";
  const none = needsOne && !onFind && collections?.length === 0;
  const waiting = needsOne && !collections;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const act = actSchema.safeParse(readForm(choice, new FormData(event.currentTarget)));
    if (!act.success)
      return setProblem(act.error.issues[0]?.message ?? "Something in the form is not right.");
    if (choice === "rights" && Object.keys(act.data).length === 1)
      return setProblem("Fill in at least one of these.");
    const wrong = act.data.kind === "rights" && rightsProblem(act.data, new Date());
    if (wrong) return setProblem(wrong);
    setProblem(undefined);
    onAct(act.data);
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={sentence}>
        <form noValidate className="grid gap-4" onSubmit={send}>
          {(choice === "tag" || choice === "untag") && (
            <Field id="act-tags" label="Tags" hint="Separated by commas." error={problem}>
              {(aria) => <Input {...aria} name="tags" autoFocus autoCapitalize="none" autoComplete="off" />}
            </Field>
          )}
          {none && <p className="text-sm">There is no collection yet. Make one on the screen Collections.</p>}
          {needsOne && onFind && <FindCollection onFind={onFind} />}
          {needsOne && !none && (
            <Field id="act-collection" label="Collection" error={problem ?? unread}>
              {(aria) => (
                <Select {...aria} name="collectionId" autoFocus>
                  {onFind && collections?.length === 0 && <option value="">None is named so</option>}
                  {!collections && <option value="">{unread ? "None" : "Reading…"}</option>}
                  {collections?.map(({ id, name, images }) => (
                    <option key={id} value={id}>
                      {name} ({formatCount(images)})
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          {choice === "rights" && (
            <>
              <Field id="act-credit" label="Credit" error={problem}>
                {(aria) => <Input {...aria} name="credit" maxLength={300} autoFocus />}
              </Field>
              <DayField id="act-from" name="rightsFrom" label="May be used from" />
              <DayField id="act-until" name="rightsUntil" label="May be used until" />
              <DayField id="act-embargo" name="embargoUntil" label="Under embargo until" />
              <fieldset className="flex flex-wrap gap-x-4 gap-y-2">
                <legend className="pb-1.5 font-medium text-sm">Clear instead</legend>
                {Object.entries(clearable).map(([name, word]) => (
                  <span key={name} className="flex min-h-6 items-center gap-2 text-sm">
                    <Checkbox id={`act-clear-${name}`} name="clear" value={name} />
                    <label htmlFor={`act-clear-${name}`}>{word}</label>
                  </span>
                ))}
              </fieldset>
            </>
          )}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            {!none && (
              <Button
                type="submit"
                variant="primary"
                disabled={busy || waiting || (needsOne && collections?.length === 0)}
                aria-busy={busy}
              >
                {busy ? "Counting…" : "Show what it does"}
              </Button>
            )}
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function readForm(choice: Choice, form: FormData): unknown {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  if (choice === "collect" || choice === "uncollect")
    return { kind: choice, collectionId: text("collectionId") };
  if (choice === "tag" || choice === "untag")
    return {
      kind: choice,
      tags: text("tags")
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
    };
  const cleared = form.getAll("clear").map((name) => [name, name === "credit" ? "" : null]);
  const filled = ["credit", "rightsFrom", "rightsUntil", "embargoUntil"].flatMap((name) =>
    text(name) ? [[name, name === "credit" ? text(name) : new Date(text(name))]] : [],
  );
  return { kind: "rights", ...Object.fromEntries([...filled, ...cleared]) };
}
