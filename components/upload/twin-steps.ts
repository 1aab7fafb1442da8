import { type Job, patch } from "@/components/upload/upload-job";
import type { Twin } from "@/lib/images/schema";

/** The same bytes were sent before: nothing is, until the person says so. */
export function alreadyHere(job: Job, twin: Twin) {
  job.ask = null;
  job.asks = 0;
  patch(job, { state: "known", twin, note: null, remedy: null });
}

/** The image that is here serves: this file is done with. */
export function keepTwin(job: Job) {
  if (job.item.state !== "known") return;
  job.file = null;
  patch(job, { state: "kept", hasFile: false });
}

/** A second image of the same bytes is meant. Without the hash the server does not ask again. */
export function sendAnyway(job: Job, now: number) {
  if (job.item.state !== "known" || !job.hint) return;
  job.hint = { ...job.hint, sha256: null };
  job.ask = "start";
  job.askAt = now;
  patch(job, { state: "waiting", twin: null });
}
