"use client";

import dynamic from "next/dynamic";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useCallback, useEffect, useEffectEvent, useState } from "react";
import { shellEvents } from "@/components/layout/nav";
import { DropVeil } from "@/components/upload/drop-veil";
import { pastedPictures } from "@/components/upload/pasted";
import { call, type UploadActions } from "@/components/upload/upload-actions";
import { createInbox, samplesEvent, type UploadIntent, uploadRoom } from "@/components/upload/upload-room";

// Everything but listening arrives with the first upload.
const loadDesk = () => import("@/components/upload/upload-desk").then((m) => m.UploadDesk);
const UploadDesk = dynamic(loadDesk, { ssr: false });

/** Let the page come alive first: this question is about another day. */
const beforeAsking = 1_500;
const duePerVisit = 8;

export type UploadDockProps = {
  actions: UploadActions;
  canUpload: boolean;
  canMakePublic: boolean;
  /** Where the bytes go, in a sentence; the sheet has one of its own. */
  deliveryNote?: string;
  /** The sample photographs are on offer. */
  samples?: boolean;
};

/** Mounted once in the layout: takes files from anywhere (drop, paste, buttons) to the upload sheet. */
export function UploadDock({ actions, canUpload, ...desk }: UploadDockProps) {
  const [inbox] = useState(createInbox<UploadIntent>);
  const [needed, setNeeded] = useState(false);

  const put = useCallback(
    (intent: UploadIntent) => {
      setNeeded(true);
      inbox.put(intent);
    },
    [inbox],
  );

  useEffect(() => {
    if (!canUpload) return;
    const open = () => put({ kind: "open" });
    const samples = () => put({ kind: "samples" });
    const paste = (event: ClipboardEvent) => {
      const files = pastedPictures(event, new Date());
      if (files.length === 0) return;
      event.preventDefault();
      put({ kind: "pasted", files });
    };
    window.addEventListener(shellEvents.upload, open);
    window.addEventListener(samplesEvent, samples);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener(shellEvents.upload, open);
      window.removeEventListener(samplesEvent, samples);
      window.removeEventListener("paste", paste);
    };
  }, [canUpload, put]);

  // Every drawing of the layout brings new objects for the same actions: that is no reason to ask again.
  const askForEarlier = useEffectEvent(async () => {
    const result = await call(() => actions.listUnfinished({}), unstable_isUnrecognizedActionError);
    if (result.ok && result.data.length > 0) put({ kind: "earlier", cards: result.data });
    // A deployment without a schedule lives on visits: deletes and measurements that are owed happen here.
    await call(() => actions.settleDue({ limit: duePerVisit }), unstable_isUnrecognizedActionError);
  });
  useEffect(() => {
    if (!canUpload) return;
    const timer = setTimeout(askForEarlier, beforeAsking);
    return () => clearTimeout(timer);
  }, [canUpload]);

  useEffect(() => {
    uploadRoom.settleDue = canUpload ? actions.settleDue : null;
    return () => {
      uploadRoom.settleDue = null;
    };
  }, [canUpload, actions]);

  return (
    <>
      <DropVeil
        canUpload={canUpload}
        onNear={loadDesk}
        onDrop={(entries) => put({ kind: "dropped", entries })}
      />
      {needed && <UploadDesk actions={actions} inbox={inbox} {...desk} />}
    </>
  );
}
