import type { ExposureAnswer } from "@/lib/exposure/schema";
import type { Twin } from "@/lib/images/schema";

/**
 * Where one file of the queue stands, in the order it passes them. `missing` is a row from an earlier visit whose
 * bytes never arrived; `refused` will not succeed however often it is tried; `failed` may. `known` waits for the
 * person: the same bytes are here already; `kept` is for good that the image that is here is used.
 */
export type UploadState =
  | "checking"
  | "known"
  | "kept"
  | "waiting"
  | "uploading"
  | "confirming"
  | "measuring"
  | "done"
  | "missing"
  | "refused"
  | "failed"
  | "cancelled";

/** One row as the screen shows it. Replaced, never changed, so that a row draws again only when it must. */
export type UploadItem = {
  readonly id: string;
  readonly name: string;
  /** Folder inside what was dropped, "" at its top. */
  readonly folder: string;
  readonly bytes: number | null;
  readonly private: boolean;
  readonly state: UploadState;
  /** Share of the bytes that left this browser, 0 to 1. */
  readonly progress: number;
  readonly imageId: string | null;
  /** The image that holds the same bytes already. */
  readonly twin: Twin | null;
  /** What was computed for it once it is done. */
  readonly exposure: ExposureAnswer["exposure"] | null;
  /** What went wrong or is going on beyond the state's own words, and the one thing to do about it. */
  readonly note: string | null;
  readonly remedy: string | null;
  readonly holdsLocation: boolean;
  /** Object URL of a small picture, revoked when the row leaves the list. */
  readonly thumb: string | null;
  /** From an earlier visit: there is a row on the server and no file in this browser. */
  readonly earlier: boolean;
  /** A retry can start from what this browser still holds, without choosing the file again. */
  readonly hasFile: boolean;
};

export const isFinal = ({ state }: UploadItem) =>
  state === "done" || state === "kept" || state === "refused" || state === "cancelled";
export const isProblem = ({ state }: UploadItem) =>
  state === "refused" || state === "failed" || state === "missing";
/** Nothing goes on before the person does something. */
export const needsPerson = (item: UploadItem) => isProblem(item) || item.state === "known";
/** Its bytes have not all left this browser: closing the tab now would leave it behind. */
export const isUnsent = ({ state }: UploadItem) =>
  state === "checking" || state === "waiting" || state === "uploading";
/** The queue is still doing something for it. */
export const isMoving = (item: UploadItem) =>
  isUnsent(item) || item.state === "confirming" || item.state === "measuring";

/** What has arrived is not cancelled but deleted, in the library. */
export const canCancel = (item: UploadItem) =>
  isUnsent(item) || item.state === "known" || item.state === "failed" || item.state === "missing";

export type Tally = {
  /** Everything but what was cancelled. */
  total: number;
  sealed: number;
  exposed: number;
  open: number;
  /** Arrived and finished, exposure not known yet. */
  otherDone: number;
  done: number;
  /** The same bytes were here: asked about and not answered yet, and both together. */
  known: number;
  here: number;
  refused: number;
  failed: number;
  missing: number;
  uploading: number;
  finishing: number;
  queued: number;
  cancelled: number;
  moving: number;
  unsent: number;
  problems: number;
  /** Share of the whole that is through, 0 to 1, by bytes sent and then by steps done. */
  progress: number;
};

/** Counts the rows once, for the summary, the pill and the live region. */
export function tally(items: readonly UploadItem[]): Tally {
  const count = (test: (item: UploadItem) => boolean) =>
    items.reduce((sum, item) => sum + Number(test(item)), 0);
  const done = (test: (item: UploadItem) => boolean) => count((item) => item.state === "done" && test(item));
  const cancelled = count(({ state }) => state === "cancelled");
  const total = items.length - cancelled;
  const sealed = done(({ exposure }) => exposure === "sealed");
  const exposed = done(({ exposure }) => exposure === "exposed");
  const open = done(({ exposure }) => exposure === "open");
  const allDone = done(() => true);
  const through = items.reduce((sum, item) => sum + share(item), 0);
  return {
    total,
    sealed,
    exposed,
    open,
    otherDone: allDone - sealed - exposed - open,
    done: allDone,
    known: count(({ state }) => state === "known"),
    here: count(({ state }) => state === "known" || state === "kept"),
    refused: count(({ state }) => state === "refused"),
    failed: count(({ state }) => state === "failed"),
    missing: count(({ state }) => state === "missing"),
    uploading: count(({ state }) => state === "uploading"),
    finishing: count(({ state }) => state === "confirming" || state === "measuring"),
    queued: count(({ state }) => state === "checking" || state === "waiting"),
    cancelled,
    moving: count(isMoving),
    unsent: count(isUnsent),
    problems: count(needsPerson),
    progress: total === 0 ? 0 : through / total,
  };
}

/** Sending is most of the way; confirming and measuring are the rest. Refused and failed rows hold nobody up. */
function share(item: UploadItem): number {
  if (item.state === "cancelled") return 0;
  if (item.state === "uploading") return item.progress * 0.8;
  if (item.state === "confirming") return 0.85;
  if (item.state === "measuring") return 0.92;
  return isMoving(item) ? 0 : 1;
}
