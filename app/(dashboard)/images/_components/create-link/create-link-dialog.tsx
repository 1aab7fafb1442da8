"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { LinkForm } from "@/app/(dashboard)/images/_components/create-link/link-form";
import { NoVariant } from "@/app/(dashboard)/images/_components/create-link/no-variant";
import { readLinkChoices } from "@/app/(dashboard)/images/actions";
import { CreatedLinks } from "@/components/created-links/created-links";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { LinkChoices } from "@/lib/links/choices-schema";
import type { HandedLink } from "@/lib/links/hand-over";

type CreateLinkDialogProps = {
  imageIds: string[];
  /** Asked for when absent. */
  choices?: LinkChoices;
  onOpenChange: (open: boolean) => void;
};

/** Asks who gets what until when; then shows the addresses, once. */
export function CreateLinkDialog({ imageIds, choices: known, onOpenChange }: CreateLinkDialogProps) {
  const [choices, setChoices] = useState(known);
  const [refusal, setRefusal] = useState("");
  const [made, setMade] = useState<HandedLink[]>();
  const [warned, setWarned] = useState(false);
  const [busy, start] = useTransition();
  const copied = useRef(false);
  // The first field takes the focus before the dialog could note where it came from.
  const [opener] = useState(() => document.activeElement);
  // What was ticked when it opened; the page behind may change its ticks.
  const [ids] = useState(imageIds);
  useEffect(() => {
    if (known) return;
    let asked = true;
    readLinkChoices({ imageIds: ids }).then((answer) => {
      if (!asked) return;
      if (answer.ok) setChoices(answer.data);
      else setRefusal(answer.message);
    });
    return () => {
      asked = false;
    };
  }, [known, ids]);
  const possible = choices && choices.images.length > 0 && choices.variants.length > 0;

  function change(open: boolean) {
    // The page behind may still be drawing when the link is there: then nothing is held back any more.
    if (!open && busy && !made) return;
    // It cannot be shown again, so the first way out that forgot it is held once.
    if (!open && made && !copied.current && !warned) return setWarned(true);
    onOpenChange(open);
  }
  function keepCopied(is: boolean) {
    copied.current = is;
    setWarned(false);
  }

  const asking = (
    <>
      <DialogClose asChild>
        <Button disabled={busy}>Cancel</Button>
      </DialogClose>
      {possible && (
        <Button type="submit" form="create-link" variant="primary" disabled={busy} aria-busy={busy}>
          {busy ? "Creating…" : "Create link"}
        </Button>
      )}
    </>
  );
  const showing = (
    <>
      {warned && (
        <p role="alert" className="mr-auto text-ending text-meta">
          You have not copied it. Closing loses the address.
        </p>
      )}
      <Button
        onClick={() => {
          setMade(undefined);
          keepCopied(false);
        }}
      >
        Create another
      </Button>
      <Button onClick={() => change(false)}>{warned ? "Close anyway" : "Done"}</Button>
    </>
  );

  const many = (made?.length ?? 0) > 1;
  return (
    <Dialog open onOpenChange={change}>
      <DialogContent
        title={made ? (many ? "The links are ready" : "The link is ready") : "Create link"}
        description={
          made
            ? made.every(({ path }) => path !== null)
              ? "What you copy now is shown only now: Darkroom keeps the entry, not the address."
              : "Darkroom keeps the entry, not the addresses. Its issuer or an admin can show them again on the link's page."
            : "Whoever holds it sees these pictures, without signing in, until its end."
        }
        footer={made ? showing : asking}
        onEscapeKeyDown={(event) => {
          // It closes the list of suggestions first.
          const { target } = event;
          if (target instanceof Element && target.matches("[role=combobox][aria-expanded=true]"))
            event.preventDefault();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (opener instanceof HTMLElement) opener.focus();
        }}
      >
        {refusal && (
          <p role="alert" className="text-danger text-sm">
            {refusal}
          </p>
        )}
        {!choices && !refusal && <Waiting />}
        {choices && !made && choices.images.length === 0 && <NothingToShare left={choices.left} />}
        {choices && choices.images.length > 0 && choices.variants.length === 0 && <NoVariant />}
        {made && <CreatedLinks links={made} onCopied={() => keepCopied(true)} />}
        {possible && !made && <LinkForm choices={choices} onMade={setMade} start={start} />}
      </DialogContent>
    </Dialog>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="grid gap-4 pt-1">
      <p role="status" className="sr-only">
        Loading
      </p>
      <Skeleton className="h-16" />
      <Skeleton className="h-9" />
      <Skeleton className="h-40" />
    </div>
  );
}

function NothingToShare({ left }: { left: string[] }) {
  return (
    <p className="rounded-lg bg-muted px-3.5 py-3 text-sm">
      {left.length === 1 ? `${left[0]} is` : "None of these pictures is"} private and finished, so a link
      would protect nothing. Public pictures are shared by their plain address.
    </p>
  );
}
