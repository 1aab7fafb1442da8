"use client";

import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { toast } from "@/components/ui/toast";
import { LiveSummary } from "@/components/upload/live-summary";
import { PublicConfirm } from "@/components/upload/public-confirm";
import { QueueNotice } from "@/components/upload/queue-notice";
import { fetchSamples } from "@/components/upload/samples";
import type { UploadActions } from "@/components/upload/upload-actions";
import { UploadIntake } from "@/components/upload/upload-intake";
import { UploadPill } from "@/components/upload/upload-pill";
import type { Inbox, UploadIntent } from "@/components/upload/upload-room";
import { UploadSheet } from "@/components/upload/upload-sheet";
import { describeSkipped, describeTotals } from "@/components/upload/upload-words";
import { useQuietPill } from "@/components/upload/use-quiet-pill";
import { useUploadQueue } from "@/components/upload/use-upload-queue";
import { type Found, sortPicked, type Walked, walkEntries } from "@/components/upload/walk-folder";

type UploadDeskProps = {
  actions: UploadActions;
  inbox: Inbox;
  canMakePublic: boolean;
  deliveryNote?: string;
  samples?: boolean;
};

const straight = "They go from this browser straight to Cloudflare.";

/** Everything behind the dock: the queue, its sheet and pill, and the question before anything goes public. */
export function UploadDesk({
  actions,
  inbox,
  canMakePublic,
  deliveryNote = straight,
  samples,
}: UploadDeskProps) {
  const { queue, snapshot, totals } = useUploadQueue(actions);
  const [open, setOpen] = useState(false);
  const [isPrivate, setPrivate] = useState(true);
  const [asking, setAsking] = useState<Found[]>([]);
  const [skipped, setSkipped] = useState<string | null>(null);
  const pillShown = useQuietPill({ totals, paused: snapshot.pause !== null, open });

  const show = (shown: boolean) => {
    setOpen(shown);
    // The open door closes with the sheet: what is dropped on the page later is private again.
    if (!shown) {
      setPrivate(true);
      setSkipped(null);
    }
  };

  const take = (walked: Walked) => {
    const { found } = walked;
    let repeated = 0;
    if (isPrivate) repeated = queue.add(found, { private: true }).repeated;
    else setAsking((before) => [...before, ...found]);
    const left = describeSkipped({ ...walked, repeated });
    setSkipped(left ?? (found.length === 0 ? "There was nothing to upload in that." : null));
  };

  const answer = (choice: "public" | "private" | "none") => {
    if (choice !== "none") queue.add(asking, { private: choice === "private" });
    setAsking([]);
  };

  const loadSamples = async () => {
    try {
      // The same queue and the same checks as everything else.
      for await (const found of fetchSamples()) queue.add([found], { private: true });
    } catch {
      toast({
        kind: "error",
        title: "The sample photographs could not be loaded",
        description: "Darkroom's server did not hand them out. What is in the list goes on.",
        action: { label: "Try again", run: loadSamples },
      });
    }
  };

  const receive = useEffectEvent(async (intent: UploadIntent) => {
    if (intent.kind === "earlier") return queue.adopt(intent.cards);
    show(true);
    if (intent.kind === "dropped") take(await walkEntries(intent.entries));
    if (intent.kind === "pasted") take(sortPicked(intent.files));
    if (intent.kind === "samples") await loadSamples();
  });
  useEffect(() => inbox.read(receive), [inbox]);

  const rows = useMemo(
    () => ({
      onRetry: queue.retry,
      onCancel: queue.cancel,
      onSupply: queue.supply,
      onKeepExisting: queue.keepExisting,
      onSendAnyway: queue.sendAnyway,
      onLeave: () => setOpen(false),
      onCancelEarlier: queue.cancelEarlier,
    }),
    [queue],
  );

  return (
    <>
      <LiveSummary text={totals.total > 0 ? describeTotals(totals) : ""} settled={totals.moving === 0} />
      {pillShown && (
        <UploadPill
          tally={totals}
          paused={snapshot.pause !== null}
          online={snapshot.online}
          onOpen={() => show(true)}
        />
      )}
      <UploadSheet
        open={open}
        onOpenChange={show}
        items={snapshot.items}
        tally={totals}
        rows={rows}
        onRetryAll={() => queue.retry()}
        onKeepExisting={() => queue.keepExisting()}
        onCancelAll={queue.cancelAll}
        onClear={queue.clear}
        notices={
          <>
            <QueueNotice pause={snapshot.pause} online={snapshot.online} onResume={queue.resume} />
            {skipped && (
              <p role="status" className="border-b bg-muted px-5 py-2.5 text-meta">
                {skipped}
              </p>
            )}
          </>
        }
        intake={
          <UploadIntake
            isPrivate={isPrivate}
            onPrivacy={setPrivate}
            canMakePublic={canMakePublic}
            deliveryNote={deliveryNote}
            onFiles={(files) => take(sortPicked(files))}
            onSamples={samples ? loadSamples : undefined}
            compact={snapshot.items.length > 0}
          />
        }
      />
      <PublicConfirm count={asking.length} onAnswer={answer} />
    </>
  );
}
