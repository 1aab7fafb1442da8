import { takeOutcome, takeRelease, takeTicket } from "@/components/upload/job-steps";
import type { CallFailure, CallResult, UploadActions } from "@/components/upload/upload-actions";
import { type Job, needsRelease, patch, rowsToRelease } from "@/components/upload/upload-job";
import type { ActionResult } from "@/lib/errors";
import { type UploadOutcome, type UploadTicket, uploadLimits } from "@/lib/images/schema";

/**
 * Small batches: Next runs one action at a time per browser, so a long one would hold up whatever the person
 * does on the page meanwhile. Four images are what the server reads back at once.
 */
export const batch = { tickets: 8, finishes: 4, releases: 20 } as const;
const mostFailures = 3;
/** Waiting cannot cure these; the person has to do something. */
const needsPerson = new Set<string>(["SIGNED_OUT", "FORBIDDEN", "CONFIG", "INVALID", "STALE"]);

type LaneDeps = {
  jobs: () => Iterable<Job>;
  actions: Omit<UploadActions, "listUnfinished" | "settleDue">;
  call: <T>(run: () => Promise<ActionResult<T>>) => Promise<CallResult<T>>;
  now: () => number;
  online: () => boolean;
  /** Something changed: draw, and see what is next. */
  onAnswer: () => void;
};

/**
 * The one place that talks to our server, one call at a time: releases first, then URLs and confirmations in
 * turn so that neither starves the other. Failures wait and double; after three it pauses and says why.
 */
export function createLane({ jobs, actions, call, now, online, onAnswer }: LaneDeps) {
  let busy = false;
  let failures = 0;
  let retryAt = 0;
  let pause: CallFailure | null = null;
  let urlsWereLast = false;

  function step(): void {
    if (busy || pause || !online() || now() < retryAt) return;
    const free = [...jobs()].filter(({ inCall }) => !inCall);
    const releases = free.filter((job) => rowsToRelease(job).length > 0).slice(0, batch.releases);
    // One round of URLs ahead of the posts, so that no slot waits for one and none grows old in the queue.
    const ready = free.filter(({ ticket, abort }) => ticket && !abort).length;
    const asking = ready < uploadLimits.parallel ? nextAsk(free) : [];
    const finishes = free
      .filter(({ finishAt }) => finishAt !== null && finishAt <= now())
      .slice(0, batch.finishes);

    if (releases.length > 0) void release(releases);
    else if (asking.length > 0 && !(urlsWereLast && finishes.length > 0)) void ask(asking);
    else if (finishes.length > 0) void finish(finishes);
  }

  /** The oldest wish and others like it: one request has one kind and one privacy. */
  function nextAsk(free: Job[]): Job[] {
    const due = free.filter((job) => job.ask && job.askAt <= now() && !job.dropped);
    // A batch is worth waiting for the checks, as long as they go on.
    if (due.length < uploadLimits.parallel && free.some(({ inCheck }) => inCheck)) return [];
    const first = due[0];
    return due
      .filter((job) => job.ask === first?.ask && job.item.private === first.item.private)
      .slice(0, batch.tickets);
  }

  async function ask(asking: Job[]) {
    urlsWereLast = true;
    const isPrivate = asking[0]?.item.private ?? true;
    const starting = asking[0]?.ask === "start";
    const send = () =>
      starting
        ? actions.startUploads({ private: isPrivate, files: asking.map(describe) })
        : actions.renewUploads({ imageIds: idsOf(asking) });
    await run<UploadTicket[]>(asking, send, (tickets) => {
      for (const job of asking) {
        const ticket = tickets.find((one) => isFor(one, job));
        if (ticket) takeTicket(job, ticket, now());
        else job.askAt = now() + 5_000;
      }
    });
  }

  async function finish(finishing: Job[]) {
    urlsWereLast = false;
    const send = () => actions.finishUploads({ imageIds: idsOf(finishing) });
    await run<UploadOutcome[]>(finishing, send, (outcomes) => {
      for (const job of finishing) {
        // Cancelled, or given its file, while the answer was on its way.
        if (job.finishAt === null) continue;
        const outcome = outcomes.find(({ imageId }) => imageId === job.item.imageId);
        if (outcome) takeOutcome(job, outcome, now());
        else job.finishAt = now() + 5_000;
      }
    });
  }

  async function release(releasing: Job[]) {
    const imageIds = releasing.flatMap(rowsToRelease);
    await run<UploadOutcome[]>(
      releasing,
      () => actions.cancelUploads({ imageIds }),
      (outcomes) => {
        for (const job of releasing) {
          job.leftover = null;
          const outcome = outcomes.find(({ imageId }) => imageId === job.item.imageId);
          if (needsRelease(job) && imageIds.includes(job.item.imageId ?? ""))
            takeRelease(job, outcome, now());
        }
      },
    );
  }

  async function run<T>(asked: Job[], send: () => Promise<ActionResult<T>>, take: (data: T) => void) {
    busy = true;
    for (const job of asked) job.inCall = true;
    const result = await call(send);
    busy = false;
    for (const job of asked) job.inCall = false;
    if (result.ok) {
      failures = 0;
      take(result.data);
    } else if (!refuseNamed(asked, result)) failed(result);
    onAnswer();
  }

  function failed(failure: CallFailure) {
    failures += 1;
    if (needsPerson.has(failure.code) || failures > mostFailures) pause = failure;
    else retryAt = now() + (failure.code === "LIMIT" ? 15_000 : 2_000) * 2 ** (failures - 1);
  }

  return {
    step,
    /** Why nothing is being asked any more, or null. */
    pause: () => pause,
    /** When to call `step` again if nothing happens before; null while an answer or a person is awaited. */
    wakeAt(): number | null {
      if (busy || pause || !online()) return null;
      const wishes = [...jobs()].flatMap((job) => [
        job.ask && !job.dropped ? job.askAt : [],
        job.finishAt ?? [],
        rowsToRelease(job).length > 0 ? 0 : [],
      ]);
      // A wish that is due and was not granted waits for a free slot, and whoever frees it calls.
      const later = wishes.flat().map((at) => Math.max(at, retryAt));
      const ahead = later.filter((at) => at > now());
      return ahead.length > 0 ? Math.min(...ahead) : null;
    },
    resume() {
      pause = null;
      failures = 0;
      retryAt = 0;
    },
  };
}

const idsOf = (jobs: Job[]) => jobs.flatMap(({ item }) => item.imageId ?? []);

/** By key, or by image: a row of an earlier visit has no key here, and one that is gone answers by its id. */
function isFor(ticket: UploadTicket, { key, item }: Job): boolean {
  return ticket.key === key || (item.imageId !== null && [ticket.key, ticket.imageId].includes(item.imageId));
}

function describe({ key, item, hint }: Job) {
  return {
    key,
    name: item.name,
    bytes: item.bytes ?? 0,
    type: hint?.type ?? ("image/jpeg" as const),
    ...(hint?.sha256 && { sha256: hint.sha256 }),
    ...(hint?.width && hint.height && { width: hint.width, height: hint.height }),
  };
}

/** A form error that names files ("files.3.name") costs those files, not the others of the batch. */
function refuseNamed(asked: Job[], { code, fields }: CallFailure): boolean {
  if (code !== "INVALID" || !fields) return false;
  const named = Object.entries(fields).flatMap(([path, message]) => {
    const job = asked[Number(/^files\.(\d+)\./.exec(path)?.[1] ?? -1)];
    return job ? [{ job, message }] : [];
  });
  for (const { job, message } of named) {
    job.ask = null;
    patch(job, { state: "refused", note: message, remedy: "Rename or export it, then choose it again." });
  }
  return named.length > 0;
}
