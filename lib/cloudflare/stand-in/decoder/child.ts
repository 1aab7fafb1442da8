// A decoder: one job at a time, no secrets in its environment, and nothing lost when it dies.
import { readFile, rename, writeFile } from "node:fs/promises";
import { Refusal } from "../replies.ts";
import { inspect } from "./inspect.ts";
import type { Answer, Job, Question, Results } from "./jobs.ts";
import { cleanSvg } from "./svg.ts";
import { draw } from "./transform.ts";

const mostBytes = Number(process.argv[2]);

async function work(job: Job): Promise<Results[Job["kind"]]> {
  switch (job.kind) {
    case "inspect":
      return inspect(job.path, job.declared, job.rules);
    case "draw":
      return draw(job.source, job.options, job.format, job.to);
    case "clean": {
      const body = Buffer.from(await cleanSvg(await readFile(job.path)));
      await writeFile(`${job.to}.part`, body, { mode: 0o600 });
      await rename(`${job.to}.part`, job.to);
      return { bytes: body.length };
    }
  }
}

function refusalFrom(error: unknown): { status: number; code: number; message: string } {
  if (error instanceof Refusal) return { status: error.status, code: error.code, message: error.message };
  const code = String((error as { code?: unknown } | null)?.code);
  // Whatever the system has to say about a file is no fault of the picture.
  if (/^E[A-Z0-9]+$/.test(code)) return { status: 500, code: 5540, message: "Storage error" };
  return { status: 422, code: 9516, message: "The image could not be decoded or encoded" };
}

process.on("message", ({ id, job }: Question) => {
  void work(job).then(
    (result) => process.send?.({ id, result } satisfies Answer),
    (error) => process.send?.({ id, refusal: refusalFrom(error) } satisfies Answer),
  );
});
process.on("disconnect", () => process.exit(0));
// Pixels live outside the heap, so no V8 limit sees them; libvips works on other threads, so this timer runs.
setInterval(() => {
  // A parent that was killed while this process started left before anybody could hear it.
  if (!process.connected) process.exit(0);
  if (process.memoryUsage.rss() > mostBytes) process.kill(process.pid, "SIGKILL");
}, 25);
