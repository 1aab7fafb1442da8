import type { CheckVerdict } from "@/components/upload/check-file";
import { isProblem, type UploadItem } from "@/components/upload/upload-item";
import type { Found } from "@/components/upload/walk-folder";
import { formatBytes } from "@/lib/format";
import type { ImageCard } from "@/lib/images/schema";

/** What the queue knows of one file beyond what its row shows. Changed in place by `job-steps`. */
export type Job = {
  item: UploadItem;
  file: File | null;
  /** Idempotency key: asking twice for the same key gives the same upload. */
  key: string;
  /** Tells the same file dropped twice. */
  fingerprint: string;
  hint: Extract<CheckVerdict, { ok: true }> | null;
  ticket: { url: string; until: number } | null;
  /** What the server is to be asked for next, and when. */
  ask: "start" | "renew" | null;
  askAt: number;
  /** When to ask the server where it stands; null when there is nothing to ask. */
  finishAt: number | null;
  inCall: boolean;
  inCheck: boolean;
  /** Posts of these bytes that ended without an answer. */
  tries: number;
  polls: number;
  /** Cloudflare acknowledged the bytes. */
  landed: boolean;
  /** The last lost post had sent every byte. */
  sentAll: boolean;
  /** Answers without a URL, in a row. */
  asks: number;
  /** Given up here; its row on the server is to be released. */
  dropped: boolean;
  released: boolean;
  /** The row on the server is over: a retry needs a new one. */
  spent: boolean;
  /** The row that a retry replaced, to be cleared away. */
  leftover: string | null;
  abort: AbortController | null;
};

const blank = {
  hint: null,
  ticket: null,
  ask: null,
  askAt: 0,
  finishAt: null,
  inCall: false,
  inCheck: false,
  tries: 0,
  polls: 0,
  landed: false,
  sentAll: false,
  asks: 0,
  dropped: false,
  released: false,
  spent: false,
  leftover: null,
  abort: null,
} satisfies Partial<Job>;

export function fingerprintOf({ file, folder }: Found): string {
  return [folder, file.name, file.size, file.lastModified].join("\0");
}

/** A file that was just dropped, pasted or chosen. */
export function createJob(found: Found, options: { id: string; key: string; private: boolean }): Job {
  const item: UploadItem = {
    id: options.id,
    name: found.file.name,
    folder: found.folder,
    bytes: found.file.size,
    private: options.private,
    state: "checking",
    progress: 0,
    imageId: null,
    twin: null,
    exposure: null,
    note: null,
    remedy: null,
    holdsLocation: false,
    thumb: null,
    earlier: false,
    hasFile: true,
  };
  return { ...blank, item, file: found.file, key: options.key, fingerprint: fingerprintOf(found) };
}

/** A row that an earlier visit left unfinished: nothing to send here, but it may have arrived. */
export function adoptCard(card: ImageCard, options: { id: string; now: number }): Job {
  const over = card.state === "failed";
  const item: UploadItem = {
    id: options.id,
    name: card.name,
    folder: "",
    bytes: card.bytes,
    private: card.private,
    state: over ? "failed" : "confirming",
    progress: 0,
    imageId: card.id,
    twin: null,
    exposure: null,
    note: over ? card.failure : null,
    remedy: null,
    holdsLocation: card.hasLocation ?? false,
    thumb: null,
    earlier: true,
    hasFile: false,
  };
  const finishAt = over ? null : options.now;
  return { ...blank, item, file: null, key: "", fingerprint: "", finishAt, spent: over };
}

export function patch(job: Job, change: Partial<UploadItem>): void {
  job.item = { ...job.item, ...change };
}

/** Given up here while the server still has a row for it. */
export const needsRelease = (job: Job) => job.dropped && job.item.imageId !== null && !job.released;

/** Rows on the server that this file does not need any more. */
export const rowsToRelease = (job: Job): string[] =>
  [needsRelease(job) ? job.item.imageId : null, job.leftover].filter((id) => id !== null);

/** Leaves a row that is over behind and prepares for a new one under a new key. */
export function startOver(job: Job, key: string): void {
  job.key = key;
  job.leftover = job.item.imageId;
  job.spent = false;
  patch(job, { imageId: null });
}

/** Whether this file is already in the list and on its way or done; what was given up may come again. */
export function isRepeated(jobs: Iterable<Job>, found: Found, options: { private: boolean }): boolean {
  const { name, size } = found.file;
  const print = fingerprintOf(found);
  return [...jobs].some(({ fingerprint, item }) => {
    // Of an earlier visit only name and size are known: whoever drops the folder again wants the rest of it.
    const same = item.earlier
      ? item.name === name && item.bytes === size && item.private === options.private
      : fingerprint === print;
    return same && item.state !== "cancelled" && !isProblem(item);
  });
}

/**
 * The row of an earlier visit that this file continues: same name, and same size where it is known. Its URL is
 * for the privacy of that visit, so a file that is now dropped under the other one is a new upload.
 */
export function findMissing(jobs: Iterable<Job>, file: File, options: { private: boolean }): Job | undefined {
  return [...jobs].find(
    ({ item }) =>
      item.earlier &&
      item.private === options.private &&
      (item.state === "missing" || (item.state === "failed" && !item.hasFile)) &&
      item.name === file.name &&
      (item.bytes === null || item.bytes === file.size),
  );
}

/** Gives a row without a file its file again; `key` is for a new upload where the old one is over. */
export function supplyTo(job: Job, file: File, key: string): void {
  job.file = file;
  job.finishAt = null;
  if (job.spent) startOver(job, key);
  patch(job, { state: "checking", bytes: file.size, hasFile: true, note: null, remedy: null });
}

/** Says so when the chosen file cannot be the one that this row stands for. */
export function refuseStranger(job: Job, file: File): boolean {
  const { bytes, name } = job.item;
  if (bytes === null || bytes === file.size) return false;
  patch(job, {
    note: `That is another file: this one had ${formatBytes(bytes)}.`,
    remedy: `Choose ${name} again, or cancel this row and add the other file as a new one.`,
  });
  return true;
}
