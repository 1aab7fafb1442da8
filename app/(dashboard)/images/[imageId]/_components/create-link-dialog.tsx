"use client";

import { useRef, useState, useTransition } from "react";
import { CreatedLinkView } from "@/app/(dashboard)/images/[imageId]/_components/created-link-view";
import { LinkForm } from "@/app/(dashboard)/images/[imageId]/_components/link-form";
import { NoVariant } from "@/app/(dashboard)/images/[imageId]/_components/no-variant";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { type ImageDetail, ownVariantIds } from "@/lib/images/schema";
import type { CreatedLink } from "@/lib/links/schema";

export type Made = CreatedLink & { recipient: string; variantId: string };

type CreateLinkDialogProps = {
  image: ImageDetail;
  /** The longest life that the role may give, in days. */
  maxDays: number;
  onOpenChange: (open: boolean) => void;
};

/** Asks who gets what until when; then shows the address, once. */
export function CreateLinkDialog({ image, maxDays, onOpenChange }: CreateLinkDialogProps) {
  const [made, setMade] = useState<Made>();
  const [warned, setWarned] = useState(false);
  const [busy, start] = useTransition();
  const copied = useRef(false);
  // The first field takes the focus before the dialog could note where it came from.
  const [opener] = useState(() => document.activeElement);
  const variants = image.variants.filter(
    ({ id, readers }) => readers === "link-holders" && !ownVariantIds.includes(id),
  );

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
      {variants.length > 0 && (
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

  return (
    <Dialog open onOpenChange={change}>
      <DialogContent
        title={made ? "The link is ready" : "Create link"}
        description={
          made
            ? "Its address is shown only now: Darkroom keeps the entry, not the address."
            : "Whoever holds it sees this image in one variant, without signing in, until its end."
        }
        footer={made ? showing : asking}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (opener instanceof HTMLElement) opener.focus();
        }}
      >
        {made && <CreatedLinkView made={made} imageName={image.name} onCopied={() => keepCopied(true)} />}
        {!made && variants.length === 0 && <NoVariant />}
        {!made && variants.length > 0 && (
          <LinkForm image={image} variants={variants} maxDays={maxDays} onMade={setMade} start={start} />
        )}
      </DialogContent>
    </Dialog>
  );
}
