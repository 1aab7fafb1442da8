"use client";

import { Ban, CalendarClock, Copy, Pause, Play, RefreshCw, Repeat, UserRoundCheck } from "lucide-react";
import { useState, useTransition } from "react";
import { ExtendDialog, RevokeDialog, TransferDialog } from "@/app/(dashboard)/links/_components/link-acts";
import { ReissueDialog } from "@/app/(dashboard)/links/_components/reissue-dialog";
import { AddressOnce } from "@/app/(dashboard)/links/[linkId]/_components/address-once";
import { copyLink, declineMoreTime, pauseLink, replaceAddress } from "@/app/(dashboard)/links/actions";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { LinkEntry } from "@/lib/links/schema";

type EntryActionsProps = { link: LinkEntry; people: { id: string; name: string }[] };

/** What can be done with this entry, the harmless first. */
export function EntryActions({ link, people }: EntryActionsProps) {
  const [open, setOpen] = useState<"revoke" | "extend" | "transfer" | "replace" | "reissue">();
  const [shown, setShown] = useState<string[]>();
  const [busy, start] = useTransition();
  const close = (is: boolean) => !is && setOpen(undefined);
  const target = { linkIds: [link.id] };
  const what = `the link for ${link.recipient}`;
  const over = link.status === "revoked" || new Date(link.endsAt) <= new Date();
  const gated = link.mode === "gated";
  const { endsAt, maxOpens } = link;
  const entry = { endsAt: new Date(endsAt), maxOpens, used: maxOpens !== null && link.opens >= maxOpens };

  const copy = () =>
    start(async () => {
      const answer = await copyLink({ linkId: link.id });
      if (answer.ok) setShown(answer.data.urls.map(({ url }) => url));
      else toast({ kind: "error", title: "Nothing was copied", description: answer.message });
    });
  const pause = () =>
    start(async () => {
      const answer = await pauseLink({ linkId: link.id, paused: !link.paused });
      if (!answer.ok) toast({ kind: "error", title: "Nothing was changed", description: answer.message });
    });
  async function replace() {
    const answer = await replaceAddress({ linkId: link.id });
    if (answer.ok) setShown([`${window.location.origin}${answer.data.path}`]);
    return answer;
  }

  return (
    <section aria-label="What can be done" className="grid gap-3">
      {link.requests.length > 0 && (
        <Requests link={link} used={entry.used} onExtend={() => setOpen("extend")} />
      )}
      <div className="flex flex-wrap gap-2">
        {!gated && !over && (
          <Button onClick={copy} disabled={busy}>
            <Copy aria-hidden />
            Show addresses again
          </Button>
        )}
        {gated && link.status !== "revoked" && (
          <Button onClick={() => setOpen("extend")}>
            <CalendarClock aria-hidden />
            {entry.used ? "Let it open again" : "Extend"}
          </Button>
        )}
        {gated && !over && (
          <>
            <Button onClick={pause} disabled={busy}>
              {link.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
              {link.paused ? "Resume" : "Pause"}
            </Button>
            <Button onClick={() => setOpen("replace")}>
              <RefreshCw aria-hidden />
              Replace the address
            </Button>
          </>
        )}
        <Button onClick={() => setOpen("reissue")}>
          <Repeat aria-hidden />
          Issue again
        </Button>
        <Button onClick={() => setOpen("transfer")}>
          <UserRoundCheck aria-hidden />
          Hand over
        </Button>
        {gated && !over && (
          <Button variant="danger-outline" onClick={() => setOpen("revoke")}>
            <Ban aria-hidden />
            Revoke
          </Button>
        )}
      </div>
      {shown && <AddressOnce addresses={shown} />}
      {open === "revoke" && <RevokeDialog target={target} what={what} onOpenChange={close} />}
      {open === "reissue" && <ReissueDialog target={target} what={what} onOpenChange={close} />}
      {open === "extend" && <ExtendDialog target={target} what={what} entry={entry} onOpenChange={close} />}
      {open === "transfer" && (
        <TransferDialog target={target} what={what} people={people} onOpenChange={close} />
      )}
      <ConfirmDialog
        open={open === "replace"}
        onOpenChange={close}
        title="Replace the address?"
        sentence="The address that the recipient has stops at once, and you are shown a new one. Everything else stays."
        confirm="Replace the address"
        kind="destroy"
        onConfirm={replace}
      />
    </section>
  );
}

type RequestsProps = { link: LinkEntry; used: boolean; onExtend: () => void };

function Requests({ link, used, onExtend }: RequestsProps) {
  return (
    <div className="grid gap-2.5 rounded-lg border border-ending/40 bg-ending-soft px-3.5 py-3 text-sm">
      {link.requests.map(({ id, at, message }) => (
        <p key={id} className="break-words">
          <span className="font-medium">
            {link.recipient} asks for more {used ? "openings" : "time"}
          </span>
          , <Time value={at} show="relative" />
          {message && <span className="block whitespace-pre-line">“{message}”</span>}
        </p>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onExtend}>
          {used ? "Give it more openings" : "Give it more time"}
        </Button>
        <ConfirmDialog
          trigger={<Button size="sm">Decline</Button>}
          title={`Decline what ${link.recipient} asks for?`}
          sentence="The page of the link tells them that you declined. Nothing else about the link changes, and they may ask again after a day."
          confirm="Decline"
          onConfirm={() => declineMoreTime({ linkId: link.id })}
        />
      </div>
    </div>
  );
}
