"use client";

import { unstable_isUnrecognizedActionError, useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { checkFile } from "@/components/upload/check-file";
import { decodePicture } from "@/components/upload/decode-picture";
import { postFile } from "@/components/upload/post-file";
import { createQueue, type UploadQueue } from "@/components/upload/queue";
import { call, type UploadActions } from "@/components/upload/upload-actions";
import { tally } from "@/components/upload/upload-item";
import { uploadRoom } from "@/components/upload/upload-room";

/** Between two drawings of the page while files come in. */
const refreshEvery = 4_000;

function createBrowserQueue(actions: UploadActions): UploadQueue {
  return createQueue({
    actions,
    call: (run) => call(run, unstable_isUnrecognizedActionError),
    check: (file) => checkFile(file, decodePicture),
    post: postFile,
    now: () => Date.now(),
    later: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    makeKey: () => crypto.randomUUID().replaceAll("-", ""),
    thumbs: {
      keep: (picture) => URL.createObjectURL(picture),
      drop: (url) => URL.revokeObjectURL(url),
    },
  });
}

/** The queue of this tab, drawn: its rows and counts, tied to the network, the tab's end and the page. */
export function useUploadQueue(actions: UploadActions) {
  const [queue] = useState(() => createBrowserQueue(actions));
  const snapshot = useSyncExternalStore(queue.subscribe, queue.snapshot, queue.snapshot);
  const totals = useMemo(() => tally(snapshot.items), [snapshot.items]);

  useEffect(() => {
    // A laptop without a network still reaches a Darkroom that runs on itself.
    const sync = () => queue.setOnline(navigator.onLine || isLoopback(location.hostname));
    queue.open();
    sync();
    window.addEventListener("online", sync);
    window.addEventListener("offline", sync);
    return () => {
      window.removeEventListener("online", sync);
      window.removeEventListener("offline", sync);
      queue.close();
    };
  }, [queue]);

  const unsent = totals.unsent > 0;
  useEffect(() => {
    if (!unsent) return;
    // Only while bytes have still to leave: what Cloudflare has is finished without this tab.
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsent]);

  const running = totals.moving > 0;
  useEffect(() => {
    uploadRoom.running = running;
    return () => {
      uploadRoom.running = false;
    };
  }, [running]);

  useRefresh(totals.done + totals.failed + totals.cancelled + totals.refused, running);
  return { queue, snapshot, totals };
}

const isLoopback = (host: string) => /^(localhost|127\..*|\[::1\])$/.test(host);

/** Draws the page again as files end, so that the library fills; at once the first time, then throttled. */
function useRefresh(ended: number, running: boolean) {
  const router = useRouter();
  const seen = useRef(0);
  const last = useRef(0);
  useEffect(() => {
    if (ended === seen.current) return;
    const wait = running ? Math.max(0, last.current + refreshEvery - Date.now()) : 0;
    const timer = setTimeout(() => {
      seen.current = ended;
      last.current = Date.now();
      router.refresh();
    }, wait);
    return () => clearTimeout(timer);
  }, [ended, running, router]);
}
