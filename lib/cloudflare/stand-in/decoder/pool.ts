import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Refusal } from "../replies.ts";
import type { Answer, Job, ResultOf } from "./jobs.ts";

export type DecoderLimits = {
  /** A decoder that takes longer for one picture is killed. */
  seconds: number;
  /** A decoder whose process grows beyond this is killed. */
  bytes: number;
  /** Pictures waiting for a decoder; more are refused. */
  waiting: number;
};

type Waiting = { job: Job; resolve(value: unknown): void; reject(error: unknown): void };
type Worker = { child: ChildProcess; current: Waiting | null; timer?: NodeJS.Timeout };

const program = path.join(import.meta.dirname, "child.ts");
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const idleSeconds = 120;
/** Pixels are kept between pictures: giving them back and asking again costs AVIF a tenth of its time. */
const memory = {
  MALLOC_ARENA_MAX: "2",
  MALLOC_MMAP_THRESHOLD_: String(32 * 1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(64 * 1024 * 1024),
};

const busy = () => new Refusal(503, 9522, "Busy, try again", { "retry-after": "1" });
const tooHard = () => new Refusal(504, 9529, "The image is too large to process");

/** Up to `size` decoder processes, started when needed; each may die without harm and is replaced. */
export function createLane(size: number, limits: DecoderLimits) {
  const workers = new Set<Worker>();
  const queue: Waiting[] = [];
  let ids = 0;
  let died = 0;
  let closed = false;

  function start(): Worker {
    const child = fork(program, [String(limits.bytes)], {
      execArgv: ["--import", loader, "--max-old-space-size=256"],
      env: { ...memory, NODE_ENV: "production", TMPDIR: process.env.TMPDIR },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const worker: Worker = { child, current: null };
    workers.add(worker);
    child.on("message", (answer: Answer) => {
      const job = release(worker);
      if ("result" in answer) job?.resolve(answer.result);
      else job?.reject(new Refusal(answer.refusal.status, answer.refusal.code, answer.refusal.message));
      next(worker);
    });
    const gone = () => {
      if (!workers.delete(worker)) return;
      const job = release(worker);
      // Without an id it never began: the system has no handles or no memory for it just now.
      const began = child.pid !== undefined;
      if (job && began) died++;
      job?.reject(began ? tooHard() : busy());
      if (queue.length > 0 && !closed) next(start());
    };
    child.on("exit", gone);
    child.on("error", gone);
    child.unref();
    child.channel?.unref();
    return worker;
  }

  function release(worker: Worker): Waiting | null {
    clearTimeout(worker.timer);
    const job = worker.current;
    worker.current = null;
    return job;
  }

  function next(worker: Worker) {
    const waiting = queue.shift();
    if (!waiting) {
      worker.timer = setTimeout(() => worker.child.kill("SIGKILL"), idleSeconds * 1000).unref();
      return;
    }
    clearTimeout(worker.timer);
    worker.current = waiting;
    worker.timer = setTimeout(() => worker.child.kill("SIGKILL"), limits.seconds * 1000);
    // A broken channel shows as an exit; a process that could not begin has none, and says so as an error.
    worker.child.send?.({ id: ++ids, job: waiting.job }, () => {});
  }

  return {
    run<J extends Job>(job: J): Promise<ResultOf<J>> {
      if (closed || queue.length >= limits.waiting) return Promise.reject(busy());
      return new Promise<ResultOf<J>>((resolve, reject) => {
        queue.push({ job, resolve: resolve as (value: unknown) => void, reject });
        const idle = [...workers].find((worker) => worker.current === null);
        if (idle) next(idle);
        else if (workers.size < size) next(start());
      });
    },
    counts: () => ({
      processes: workers.size,
      busy: [...workers].filter((worker) => worker.current !== null).length,
      waiting: queue.length,
      died,
    }),
    /** Starts one process before anybody waits for it. */
    warm() {
      if (workers.size === 0 && !closed) start();
    },
    pids: () => [...workers].flatMap(({ child }) => child.pid ?? []),
    close() {
      closed = true;
      for (const waiting of queue.splice(0)) waiting.reject(busy());
      for (const { child } of workers) child.kill("SIGKILL");
    },
  };
}
export type Lane = ReturnType<typeof createLane>;

/** One more than there are processors, so that none of them waits while a result is handed over. */
export const drawers = availableParallelism() + 1;

/** Looking at uploads never waits behind drawing: bombs in one lane cannot stop the other. */
export function createDecoder(limits: DecoderLimits) {
  const look = createLane(1, limits);
  const draw = createLane(drawers, limits);
  return {
    look: look.run,
    draw: draw.run,
    warm() {
      look.warm();
      draw.warm();
    },
    counts: () => ({ look: look.counts(), draw: draw.counts() }),
    close() {
      look.close();
      draw.close();
    },
  };
}
export type Decoder = ReturnType<typeof createDecoder>;
