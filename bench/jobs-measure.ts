import type { Actor } from "../lib/auth/actor.ts";
import { system } from "../lib/auth/actor.ts";
import { imageQuerySchema } from "../lib/images/schema.ts";
import { advanceJobs, startJob, undoJob } from "../lib/jobs/mutations.ts";
import { getJob, planJob, planUndo } from "../lib/jobs/queries.ts";
import type { Act, Selection } from "../lib/jobs/schema.ts";

type Line = (...cells: string[]) => void;
const matching = (q: string): Selection => ({ query: imageQuerySchema.parse({ q }), except: [] });

/** Acts on all that match, from the dry run to the taking-back, once each: seconds, and the most memory in use. */
export async function measureJobs(actor: Actor, line: Line, question = ""): Promise<void> {
  const selection = matching(question);
  const timed = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed);
    }, 20);
    const began = performance.now();
    const answer = await run();
    clearInterval(watch);
    const seconds = (performance.now() - began) / 1000;
    line("jobs", what, `${seconds.toFixed(1)} s`, `${Math.round(most / 1e6)} MB`);
    return answer;
  };
  const finish = async (jobId: string) => {
    // In slices, as an open page or the schedule does it.
    while ((await getJob(actor, { jobId })).state === "running") await advanceJobs(system, { forMs: 20_000 });
    return getJob(actor, { jobId });
  };
  const dryRun = (what: string, act: Act) =>
    timed(`dry run: ${what}`, () => planJob(actor, { selection, act }));
  const hidden = await dryRun("make private", { kind: "make-private" });
  line("jobs", `make private says ${hidden.change} images, about ${hidden.minutes} minutes at Cloudflare`);
  await dryRun("move to the trash", { kind: "trash", links: "keep" });
  const act: Act = { kind: "tag", tags: ["measured"] };
  const { change, digest } = await dryRun("tag", act);
  const { jobId } = await timed(`start: tag ${change}`, () =>
    startJob(actor, { selection, act, expected: digest }),
  );
  const { done, skipped } = await timed("work", () => finish(jobId));
  line("jobs", `${done} done, ${skipped} left alone`);
  const undo = await timed("dry run: take back", () => planUndo(actor, { jobId }));
  const back = await timed("start: take back", () => undoJob(actor, { jobId, expected: undo.digest }));
  const last = await timed("work: take back", () => finish(back.jobId));
  line("jobs", `${last.done} done, ${last.skipped} left alone`);
}
