import { dropJob, retryJob } from "@/components/upload/job-steps";
import { createWorkers, type WorkerDeps } from "@/components/upload/queue-workers";
import { createLane } from "@/components/upload/server-lane";
import { keepTwin, sendAnyway } from "@/components/upload/twin-steps";
import type { CallFailure, CallResult, UploadActions } from "@/components/upload/upload-actions";
import { canCancel, isFinal, isProblem, isUnsent, type UploadItem } from "@/components/upload/upload-item";
import {
  adoptCard,
  createJob,
  findMissing,
  isRepeated,
  type Job,
  refuseStranger,
  rowsToRelease,
  supplyTo,
} from "@/components/upload/upload-job";
import type { Found } from "@/components/upload/walk-folder";
import type { ActionResult } from "@/lib/errors";
import type { ImageCard } from "@/lib/images/schema";

export type QueueDeps = WorkerDeps & {
  actions: Omit<UploadActions, "listUnfinished" | "settleDue">;
  call: <T>(run: () => Promise<ActionResult<T>>) => Promise<CallResult<T>>;
  later: (milliseconds: number, run: () => void) => () => void;
  /** 16 to 64 letters and digits, never the same twice. */
  makeKey: () => string;
};

export type QueueSnapshot = {
  readonly items: readonly UploadItem[];
  /** The server is not asked any more until `resume`; what is being sent goes on. */
  readonly pause: CallFailure | null;
  readonly online: boolean;
};

export type UploadQueue = ReturnType<typeof createQueue>;

/** Takes files through check, URL, post and confirmation. Framework-free; every wait goes through `later`. */
export function createQueue(deps: QueueDeps) {
  const jobs = new Map<string, Job>();
  const listeners = new Set<() => void>();
  let snapshot: QueueSnapshot = { items: [], pause: null, online: true };
  let online = true;
  let closed = false;
  let cancelAlarm: (() => void) | null = null;

  const workers = createWorkers(deps, { jobs, online: () => online, publish, pump });
  const lane = createLane({
    jobs: () => jobs.values(),
    actions: deps.actions,
    call: deps.call,
    now: deps.now,
    online: () => online && !closed,
    onAnswer: pump,
  });

  function pump(): void {
    if (!closed) {
      workers.startChecks();
      workers.startPosts();
      lane.step();
      setAlarm();
    }
    publish();
  }

  function publish(): void {
    snapshot = { items: [...jobs.values()].map(({ item }) => item), pause: lane.pause(), online };
    for (const listener of listeners) listener();
  }

  function setAlarm(): void {
    cancelAlarm?.();
    const at = lane.wakeAt();
    cancelAlarm = at === null ? null : deps.later(at - deps.now(), pump);
  }

  function cancelWhere(test: (item: UploadItem) => boolean): void {
    for (const job of jobs.values()) if (test(job.item)) dropJob(job);
    pump();
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    snapshot: () => snapshot,

    /** Adds files under one privacy. The same file twice is taken once; one that was missing is continued. */
    add(found: readonly Found[], options: { private: boolean }): { added: number; repeated: number } {
      let repeated = 0;
      for (const one of found) {
        const missing = findMissing(jobs.values(), one.file, options);
        if (missing) supplyTo(missing, one.file, deps.makeKey());
        else if (isRepeated(jobs.values(), one, options)) repeated += 1;
        else {
          const key = deps.makeKey();
          jobs.set(key, createJob(one, { id: key, key, private: options.private }));
        }
      }
      pump();
      return { added: found.length - repeated, repeated };
    },

    /** Takes over rows that an earlier visit left; those this queue already has are skipped. */
    adopt(cards: readonly ImageCard[]): void {
      const known = new Set([...jobs.values()].map(({ item }) => item.imageId));
      for (const card of cards)
        if (!known.has(card.id)) jobs.set(card.id, adoptCard(card, { id: card.id, now: deps.now() }));
      pump();
    },

    /** The file for a row that has none in this browser. */
    supply(id: string, file: File): void {
      const job = jobs.get(id);
      if (job && !refuseStranger(job, file)) supplyTo(job, file, deps.makeKey());
      pump();
    },

    /** Tries one again, or all that failed. */
    retry(id?: string): void {
      for (const job of jobs.values())
        if (job.item.state === "failed" && job.file && (!id || job.item.id === id))
          retryJob(job, { key: deps.makeKey(), now: deps.now() });
      pump();
    },

    /** Uses the image that is here already instead of a file, or instead of all that are. */
    keepExisting(id?: string): void {
      for (const job of jobs.values()) if (!id || job.item.id === id) keepTwin(job);
      pump();
    },

    sendAnyway(id: string): void {
      const job = jobs.get(id);
      if (job) sendAnyway(job, deps.now());
      pump();
    },

    cancel: (id: string) => cancelWhere((item) => item.id === id && canCancel(item)),
    cancelAll: () => cancelWhere(isUnsent),
    /** What earlier visits left and nobody wants to continue. */
    cancelEarlier: () => cancelWhere((item) => item.earlier && isProblem(item) && canCancel(item)),

    /** Takes what is over out of the list. */
    clear(): void {
      for (const job of jobs.values()) {
        if (!isFinal(job.item) || job.inCall || rowsToRelease(job).length > 0) continue;
        if (job.item.thumb) deps.thumbs.drop(job.item.thumb);
        jobs.delete(job.item.id);
      }
      pump();
    },

    /** After the person did what the pause asks for. */
    resume(): void {
      lane.resume();
      pump();
    },

    setOnline(next: boolean): void {
      online = next;
      if (online && (lane.pause()?.code ?? "UNREACHABLE") === "UNREACHABLE") lane.resume();
      pump();
    },

    /** Stops everything that runs; `open` goes on from there. */
    close(): void {
      closed = true;
      cancelAlarm?.();
      for (const job of jobs.values()) job.abort?.abort();
    },
    open(): void {
      closed = false;
      pump();
    },
  };
}
