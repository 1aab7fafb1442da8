import type { CheckVerdict } from "@/components/upload/check-file";
import type { PostOutcome } from "@/components/upload/post-file";
import { alreadyHere } from "@/components/upload/twin-steps";
import { type Job, patch, startOver } from "@/components/upload/upload-job";
import { type UploadOutcome, type UploadTicket, uploadLimits } from "@/lib/images/schema";

/** Every way a file moves from one state to the next. No clock, no network: the queue brings both. */

export const mostTries = 3;
const minute = 60_000;
/** Counted from the answer and by this browser's clock, which may be hours off the server's. */
const urlLife = (uploadLimits.urlLifeMinutes - 5) * minute;

/** Growing, so that a large picture that takes minutes is not asked about every second. */
export const pollDelay = (polls: number) => Math.min(minute, Math.round(1000 * 1.6 ** polls));
const retryDelay = (tries: number) => 1500 * 3 ** (tries - 1);

export function takeVerdict(job: Job, verdict: CheckVerdict, options: { thumb: string | null; now: number }) {
  if (job.item.state !== "checking") return;
  if (!verdict.ok) {
    job.dropped = job.item.imageId !== null;
    return patch(job, { state: "refused", note: verdict.note, remedy: verdict.remedy });
  }
  job.hint = verdict;
  job.ask = job.item.imageId ? "renew" : "start";
  job.askAt = options.now;
  patch(job, { state: "waiting", holdsLocation: verdict.holdsLocation, thumb: options.thumb });
}

export function takeTicket(job: Job, ticket: UploadTicket, now: number) {
  if (ticket.imageId) patch(job, { imageId: ticket.imageId });
  if (job.dropped) return;
  if (!ticket.ok && ticket.here) return alreadyHere(job, ticket.here);
  if (!ticket.ok) return noTicket(job, ticket.message, now);
  job.ask = null;
  job.asks = 0;
  if ("done" in ticket) return arrived(job, now);
  job.ticket = { url: ticket.uploadUrl, until: now + urlLife };
  patch(job, { state: "waiting", progress: 0 });
}

/** Cloudflare is busy, or too much is unfinished: the same key may succeed in a moment. */
function noTicket(job: Job, message: string, now: number) {
  job.asks += 1;
  if (job.asks < mostTries) {
    job.askAt = now + retryDelay(job.asks);
    return patch(job, { note: message });
  }
  job.ask = null;
  job.asks = 0;
  job.spent = true;
  fail(job, message, "Nothing was sent. Retry, or cancel it.");
}

/** Before a post: a URL that waited too long is exchanged first. */
export function expireTicket(job: Job, now: number): boolean {
  if (!job.ticket || job.ticket.until > now) return false;
  job.ticket = null;
  job.ask = "renew";
  job.askAt = now;
  return true;
}

export function takePost(job: Job, outcome: PostOutcome, { now, online }: { now: number; online: boolean }) {
  job.ticket = null;
  job.abort = null;
  if (job.dropped) return;
  if (outcome.kind === "accepted") return arrived(job, now);
  if (outcome.kind === "refused") {
    job.dropped = true;
    return patch(job, { state: "refused", note: outcome.note, remedy: outcome.remedy });
  }
  if (outcome.kind === "aborted") {
    job.ask = "renew";
    job.askAt = now;
    return patch(job, { state: "waiting", progress: 0 });
  }
  // Being offline is not the upload's fault and costs no try.
  if (online) job.tries += 1;
  job.sentAll = outcome.sentAll;
  job.polls = 0;
  job.finishAt = now;
  patch(job, { state: "confirming", note: "The answer was lost; asking Cloudflare whether it arrived." });
}

export function takeOutcome(job: Job, outcome: UploadOutcome, now: number) {
  job.finishAt = null;
  if (outcome.state === "ready") {
    // Lets the browser forget the bytes.
    job.file = null;
    return patch(job, {
      state: "done",
      progress: 1,
      exposure: outcome.exposure ?? "unknown",
      note: outcome.message ?? null,
      remedy: null,
      hasFile: false,
    });
  }
  if (outcome.state === "measuring") {
    job.landed = true;
    pollAgain(job, now);
    return patch(job, { state: "measuring", progress: 1, note: outcome.message ?? null, remedy: null });
  }
  if (outcome.state === "waiting") return stillWaiting(job, outcome, now);
  job.spent = true;
  const gone = outcome.state === "gone";
  fail(job, outcome.message ?? (gone ? "It was cancelled or deleted meanwhile." : "It did not arrive."));
}

/** A draft without bytes, as far as Cloudflare says. */
function stillWaiting(job: Job, { message }: UploadOutcome, now: number) {
  if (message) {
    // It could not be asked, so nothing is known: no conclusion, no second upload.
    pollAgain(job, now, 3);
    return patch(job, { state: "confirming", note: message });
  }
  if (!job.file) {
    pollAgain(job, now, 5);
    return patch(job, {
      state: "missing",
      note: "Its bytes never arrived.",
      remedy: "Choose the file again, or cancel it.",
    });
  }
  if (job.landed || (job.sentAll && job.polls < 2)) {
    pollAgain(job, now);
    if (job.polls > 8) patch(job, { note: "Cloudflare took it and has not listed it yet; still asking." });
    return;
  }
  if (job.tries >= mostTries)
    return fail(
      job,
      `It did not reach Cloudflare in ${mostTries} tries.`,
      "Check your connection, then retry.",
    );
  job.ask = "renew";
  job.askAt = now + (job.tries > 0 ? retryDelay(job.tries) : 0);
  patch(job, {
    state: "waiting",
    progress: 0,
    note: `It did not arrive; try ${job.tries + 1} of ${mostTries}.`,
  });
}

/** Stops what this browser does for it; the lane then releases the row on the server. */
export function dropJob(job: Job) {
  job.dropped = true;
  job.ask = null;
  job.finishAt = null;
  job.polls = 0;
  job.abort?.abort();
  patch(job, { state: "cancelled", note: null, remedy: null });
}

/** After the server was asked to let the row go. Too late: it is at Cloudflare and is shown for what it is. */
export function takeRelease(job: Job, outcome: UploadOutcome | undefined, now: number) {
  // It changed under our hands: ask again, a few times.
  job.polls += 1;
  if (outcome?.state === "waiting" && job.polls < mostTries) return;
  job.released = true;
  const late = outcome?.state === "ready" || outcome?.state === "measuring";
  if (!late || job.item.state !== "cancelled") return;
  job.dropped = false;
  takeOutcome(job, outcome, now);
}

/** By hand, after a failure, with the file this browser still holds. */
export function retryJob(job: Job, { key, now }: { key: string; now: number }) {
  job.tries = 0;
  job.polls = 0;
  job.landed = false;
  job.sentAll = false;
  if (job.spent) startOver(job, key);
  job.ask = job.item.imageId ? "renew" : "start";
  job.askAt = now;
  patch(job, { state: "waiting", progress: 0, note: null, remedy: null });
}

function arrived(job: Job, now: number) {
  job.landed = true;
  job.polls = 0;
  job.finishAt = now;
  patch(job, { state: "confirming", progress: 1, note: null, remedy: null });
}

function pollAgain(job: Job, now: number, slower = 0) {
  job.finishAt = now + pollDelay(job.polls + slower);
  job.polls += 1;
}

function fail(job: Job, note: string, remedy: string | null = null) {
  patch(job, { state: "failed", note, remedy });
}
