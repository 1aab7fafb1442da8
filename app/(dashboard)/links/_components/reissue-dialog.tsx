"use client";

import { useRef, useState, useTransition } from "react";
import { Outcomes } from "@/app/(dashboard)/links/_components/outcomes";
import { ReissueForm } from "@/app/(dashboard)/links/_components/reissue-form";
import { CreatedLinks } from "@/components/created-links/created-links";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { formatCount } from "@/lib/format";
import type { LinkTarget } from "@/lib/links/changes-schema";
import type { Reissued } from "@/lib/links/reissue-schema";

type ReissueDialogProps = { target: LinkTarget; what: string; onOpenChange: (open: boolean) => void };

/** Asks until when, says what it would do; then shows the new addresses, once. */
export function ReissueDialog({ target, what, onOpenChange }: ReissueDialogProps) {
  const [meant] = useState(target);
  const [title] = useState(`Issue ${what} again`);
  const [made, setMade] = useState<Reissued>();
  const [ready, setReady] = useState(0);
  const [warned, setWarned] = useState(false);
  const [busy, start] = useTransition();
  const copied = useRef(false);

  function change(open: boolean) {
    if (!open && busy && !made) return;
    // The addresses cannot be shown together again: the first way out that forgot them is held once.
    if (!open && made && made.links.length > 0 && !copied.current && !warned) return setWarned(true);
    onOpenChange(open);
  }

  return (
    <Dialog open onOpenChange={change}>
      <DialogContent
        title={made ? `${formatCount(made.links.length, "link")} issued again` : title}
        description={
          made
            ? "What you copy now is shown only now: Darkroom keeps the entries, not the addresses."
            : "Each holder gets a new link to the same pictures under the same conditions. Passwords stay, openings count anew."
        }
        footer={
          made ? (
            <>
              {warned && (
                <p role="alert" className="mr-auto text-ending text-meta">
                  You have not copied them. Closing loses the addresses.
                </p>
              )}
              <Button onClick={() => change(false)}>{warned ? "Close anyway" : "Done"}</Button>
            </>
          ) : (
            <>
              <DialogClose asChild>
                <Button disabled={busy}>Cancel</Button>
              </DialogClose>
              <Button
                type="submit"
                form="reissue"
                variant="primary"
                disabled={busy || ready === 0}
                aria-busy={busy}
              >
                {busy ? "Issuing…" : `Issue ${formatCount(ready, "link")}`}
              </Button>
            </>
          )
        }
      >
        {made ? (
          <div className="grid gap-4">
            {made.links.length > 0 && (
              <CreatedLinks
                links={made.links}
                onCopied={() => {
                  copied.current = true;
                  setWarned(false);
                }}
              />
            )}
            <Outcomes title="Not issued again" outcomes={made.refused} />
          </div>
        ) : (
          <ReissueForm target={meant} onReady={setReady} onMade={setMade} start={start} />
        )}
      </DialogContent>
    </Dialog>
  );
}
