"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, useEffect, useRef, useState, useTransition } from "react";
import { draftOf, keepDraft } from "@/app/(dashboard)/alt-text/_components/drafts";
import { saveAltText } from "@/app/(dashboard)/alt-text/actions";
import { Thumb } from "@/components/thumb";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type AltTextRowProps = {
  image: {
    id: string;
    name: string;
    thumbUrl: string | null;
    placeholder: string | null;
    width: number | null;
    height: number | null;
  };
};

/** One picture and the words for it, saved in place. */
export function AltTextRow({ image }: AltTextRowProps) {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const [saved, setSaved] = useState(false);
  // What it says by now: nothing, until this person has saved something.
  const before = useRef("");
  const [draft, setDraft] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  // Written before somebody left for another page.
  useEffect(() => {
    const kept = draftOf(image.id);
    if (!kept || !field.current || field.current.value !== "") return;
    field.current.value = kept;
    setDraft(true);
  }, [image.id]);

  const save = (form: HTMLFormElement, next: boolean) =>
    start(async () => {
      const answer = await saveAltText({
        imageId: image.id,
        before: before.current,
        altText: String(new FormData(form).get("altText") ?? ""),
      });
      setProblem(answer.ok ? undefined : answer.message);
      setSaved(answer.ok);
      if (answer.ok) {
        before.current = answer.data.altText;
        keepDraft(image.id, "");
        setDraft(false);
      }
      if (answer.ok && next)
        form.closest("li")?.nextElementSibling?.querySelector<HTMLElement>("textarea")?.focus();
    });

  return (
    <form
      noValidate
      className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        save(event.currentTarget, false);
      }}
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        save(event.currentTarget, true);
      }}
    >
      <Thumb
        src={image.thumbUrl}
        alt=""
        width={image.width}
        height={image.height}
        placeholder={image.placeholder}
        className="h-28 w-40 shrink-0 rounded-md [&_.sr-only]:hidden"
        inset="p-1"
      />
      <div className="grid min-w-0 flex-1 basis-64 gap-2">
        <Field
          id={`alt-${image.id}`}
          label={
            <>
              <span className="sr-only">Alt text of </span>
              {image.name}
            </>
          }
          error={problem}
        >
          {(aria) => (
            <Textarea
              {...aria}
              name="altText"
              rows={2}
              maxLength={1000}
              placeholder="What the picture shows"
              ref={field}
              onChange={({ target }) => {
                setSaved(false);
                keepDraft(image.id, target.value);
                setDraft(target.value !== "");
              }}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" size="sm" disabled={busy || saved} aria-busy={busy}>
            {busy ? "Saving…" : "Save"}
          </Button>
          <span role="status" className="inline-flex items-center gap-1.5 text-meta text-sealed">
            {saved && (
              <>
                <CircleCheck aria-hidden className="size-4" />
                Saved
              </>
            )}
            {draft && !saved && (
              <span className="text-muted-foreground">Not saved yet, kept in this window</span>
            )}
          </span>
          <Link
            href={`/images/${image.id}`}
            className="hit-area ml-auto text-meta text-muted-foreground hover:text-foreground"
          >
            Open<span className="sr-only"> {image.name}</span>
          </Link>
        </div>
      </div>
    </form>
  );
}
