"use client";

import { type KeyboardEvent, useEffect, useRef, useState, useTransition } from "react";
import { MoreFields, timeOf } from "@/app/(dashboard)/images/[imageId]/_components/more-fields";
import { editImage } from "@/app/(dashboard)/images/[imageId]/actions";
import { splitTags } from "@/app/(dashboard)/images/[imageId]/split-tags";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { ErrorCode } from "@/lib/errors";
import type { ImageDetail } from "@/lib/images/schema";

export type Editable = Pick<
  ImageDetail,
  | "id"
  | "version"
  | "name"
  | "altText"
  | "tags"
  | "credit"
  | "notes"
  | "rightsFrom"
  | "rightsUntil"
  | "embargoUntil"
>;
type Problem = { code: ErrorCode; message: string; fields: Record<string, string> };

/**
 * Keeps what was typed whatever happens. After a conflict the page has been read again: `image` is then what
 * somebody else saved, and saving once more knowingly replaces it.
 */
export function DetailsForm({ image, onClose }: { image: Editable; onClose: () => void }) {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<Problem>();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
  const conflict = problem?.code === "CONFLICT";

  const save = (sent: HTMLFormElement) =>
    start(async () => {
      const text = (name: string) => String(new FormData(sent).get(name) ?? "");
      const answer = await editImage({
        imageId: image.id,
        version: image.version,
        name: text("name"),
        altText: text("altText"),
        tags: splitTags(text("tags")),
        credit: text("credit"),
        notes: text("notes"),
        rightsFrom: timeOf(text("rightsFrom")),
        rightsUntil: timeOf(text("rightsUntil")),
        embargoUntil: timeOf(text("embargoUntil")),
      });
      if (!answer.ok)
        return setProblem({ code: answer.code, message: answer.message, fields: answer.fields ?? {} });
      toast({ kind: "done", title: "Details saved" });
      onClose();
    });

  const tagProblem = Object.entries(problem?.fields ?? {}).find(([path]) => path.startsWith("tags"))?.[1];
  return (
    <form
      ref={form}
      noValidate
      className="grid gap-4 rounded-lg border bg-card p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save(event.currentTarget);
      }}
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => {
        if (event.key === "Escape" && !busy) onClose();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      {conflict && <Conflict theirs={image} />}
      <Field id="name" label="Name" error={problem?.fields.name} required>
        {(aria) => <Input {...aria} name="name" defaultValue={image.name} maxLength={255} autoFocus />}
      </Field>
      <Field
        id="altText"
        label="Alt text"
        hint="What the picture shows, for those who cannot see it."
        error={problem?.fields.altText}
      >
        {(aria) => <Textarea {...aria} name="altText" defaultValue={image.altText} maxLength={1000} />}
      </Field>
      <Field id="tags" label="Tags" hint="Separated by commas." error={tagProblem}>
        {(aria) => <Input {...aria} name="tags" defaultValue={image.tags.join(", ")} autoCapitalize="none" />}
      </Field>
      <MoreFields image={image} fields={problem?.fields ?? {}} />
      {problem && !conflict && Object.keys(problem.fields).length === 0 && (
        <p role="alert" className="text-danger text-sm">
          {problem.message}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose} disabled={busy}>
          {conflict ? "Keep theirs" : "Cancel"}
          <Kbd>Esc</Kbd>
        </Button>
        <Button type="submit" variant="primary" disabled={busy} aria-busy={busy}>
          {busy ? "Saving…" : conflict ? "Save mine over it" : "Save"}
        </Button>
      </div>
    </form>
  );
}

function Conflict({ theirs }: { theirs: Editable }) {
  return (
    <div role="alert" className="grid gap-1 rounded-lg bg-ending-soft px-3.5 py-3 text-sm">
      <p className="font-medium">Somebody saved changes while you were editing. Yours are still below.</p>
      <p className="break-words text-meta">
        Now stored: {theirs.name}; alt text: {theirs.altText || "none"}; tags:{" "}
        {theirs.tags.join(", ") || "none"}.
      </p>
    </div>
  );
}
