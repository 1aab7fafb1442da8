import type { CheckVerdict } from "@/components/upload/check-file";
import { expireTicket, takePost, takeVerdict } from "@/components/upload/job-steps";
import type { PostFile } from "@/components/upload/post-file";
import { type Job, patch } from "@/components/upload/upload-job";
import { uploadLimits } from "@/lib/images/schema";

/** Decoding takes memory; two keep a slow one from holding up the rest. */
const checksAtOnce = 2;

export type WorkerDeps = {
  check: (file: File) => Promise<CheckVerdict>;
  post: PostFile;
  now: () => number;
  /** Object URLs for the small pictures. */
  thumbs: { keep: (picture: Blob) => string; drop: (url: string) => void };
};

type WorkerOptions = {
  jobs: Map<string, Job>;
  online: () => boolean;
  /** A row looks different. */
  publish: () => void;
  /** A slot is free. */
  pump: () => void;
};

/** What this browser does by itself: looks at files and posts them, a few at a time. */
export function createWorkers(deps: WorkerDeps, { jobs, online, publish, pump }: WorkerOptions) {
  let checking = 0;
  let sending = 0;

  async function check(job: Job, file: File): Promise<void> {
    checking += 1;
    job.inCheck = true;
    const verdict = await deps.check(file);
    checking -= 1;
    job.inCheck = false;
    const wanted = jobs.has(job.item.id) && job.item.state === "checking";
    const thumb = wanted && verdict.ok && verdict.thumb ? deps.thumbs.keep(verdict.thumb) : null;
    takeVerdict(job, verdict, { thumb, now: deps.now() });
    pump();
  }

  async function send(job: Job, file: File, url: string): Promise<void> {
    const abort = new AbortController();
    sending += 1;
    job.abort = abort;
    patch(job, { state: "uploading", progress: 0, note: null, remedy: null });
    const onProgress = (share: number) => {
      // Two in a hundred is what an eye sees; a fast connection would report thousands of times.
      if (job.abort !== abort || Math.floor(share * 50) === Math.floor(job.item.progress * 50)) return;
      patch(job, { progress: share });
      publish();
    };
    const outcome = await deps.post(url, file, { name: job.item.name, signal: abort.signal, onProgress });
    sending -= 1;
    takePost(job, outcome, { now: deps.now(), online: online() });
    pump();
  }

  return {
    startChecks(): void {
      for (const job of jobs.values()) {
        if (checking >= checksAtOnce) return;
        if (job.item.state === "checking" && job.file && !job.inCheck) void check(job, job.file);
      }
    },
    startPosts(): void {
      for (const job of jobs.values()) {
        if (sending >= uploadLimits.parallel || !online()) return;
        if (job.dropped || !job.ticket || !job.file || job.abort || expireTicket(job, deps.now())) continue;
        void send(job, job.file, job.ticket.url);
      }
    },
  };
}
