"use client";

import { ListChecks, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { type BegunJob, jobEvent } from "@/components/jobs/job-events";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { JobSummary } from "@/lib/jobs/schema";

type JobPillProps = {
  /** Does a slice of the work and answers the caller's jobs that still run. */
  advance: (input: { known: string[] }) => Promise<ActionResult<JobSummary[]>>;
  running: JobSummary[];
};

const soon = 400;
const later = 5_000;
const latest = 30_000;

/** While a job of this person runs, an open page works on it, and a pill says how far it is, on every screen. */
export function JobPill({ advance, running }: JobPillProps) {
  const router = useRouter();
  const pathname = usePathname();
  const [jobs, setJobs] = useState(running);
  const known = useRef(new Map(running.map(({ id, title }) => [id, title])));
  const awake = jobs.length > 0;

  const look = useEffectEvent(async (): Promise<number> => {
    // What begins while we ask is none of what this answer is about.
    const asked = [...known.current].slice(0, 50);
    const answer = await advance({ known: asked.map(([id]) => id) }).catch(() => null);
    if (!answer?.ok) return latest;
    const now = answer.data.filter(({ state }) => state === "running");
    for (const [id, title] of asked) {
      const job = answer.data.find((one) => one.id === id);
      if (job?.state === "running") continue;
      known.current.delete(id);
      if (job && job.state !== "cancelled") say(job, title);
      router.refresh();
    }
    const moved = now.some(
      (job, at) => job.done + job.failed !== (jobs[at]?.done ?? 0) + (jobs[at]?.failed ?? 0),
    );
    for (const { id, title } of now) known.current.set(id, title);
    setJobs(now);
    if (moved && pathname.startsWith("/jobs")) router.refresh();
    return now.every(({ standing }) => standing) ? later : moved ? soon : soon * 5;
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    let busy = false;
    let again = false;
    const turn = async () => {
      // Begun while a slice was under way: that answer may not know it yet.
      if (busy) again = true;
      if (busy || stopped) return;
      busy = true;
      const wait = await look();
      busy = false;
      if (again) {
        again = false;
        return void turn();
      }
      if (!stopped && known.current.size > 0) timer = setTimeout(turn, document.hidden ? latest : wait);
    };
    const onJob = (event: Event) => {
      const begun = (event as CustomEvent<BegunJob | undefined>).detail;
      if (begun) known.current.set(begun.id, begun.title);
      clearTimeout(timer);
      void turn();
    };
    if (awake) timer = setTimeout(turn, soon);
    window.addEventListener(jobEvent, onJob);
    return () => {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener(jobEvent, onJob);
    };
  }, [awake]);

  const say = ({ id, state, failed, standing }: JobSummary, title: string) =>
    toast({
      kind: failed > 0 || state === "paused" ? "error" : "done",
      title: `${title}: ${state === "paused" ? "paused" : "done"}`,
      description:
        state === "paused"
          ? standing
          : failed > 0
            ? `${formatCount(failed, "image")} failed. The job says why.`
            : "The job says of each image what became of it, and can be taken back.",
      action: { label: "Open", run: () => router.push(`/jobs/${id}`) },
    });

  const [job] = jobs;
  if (!job) return null;
  const over = job.done + job.skipped + job.failed;
  const Icon = job.failed > 0 ? TriangleAlert : ListChecks;
  return (
    <Link
      href={`/jobs/${job.id}`}
      className="fixed right-4 bottom-[calc(7.75rem+env(safe-area-inset-bottom))] z-30 flex h-11 max-w-[calc(100vw-2rem)] items-center gap-2.5 overflow-hidden rounded-full border border-border-strong bg-popover pr-4 pl-3.5 font-medium text-meta shadow-float hover:bg-accent md:right-5 md:bottom-20"
    >
      <Icon
        aria-hidden
        className={`size-4 shrink-0 ${job.failed > 0 ? "text-danger" : "text-muted-foreground"}`}
      />
      <span className="truncate">{job.title}</span>
      <span className="tabular shrink-0 text-muted-foreground">
        {formatCount(over)} of {formatCount(job.total)}
        {jobs.length > 1 && `, and ${formatCount(jobs.length - 1)} more`}
      </span>
      <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.75 bg-border">
        <span
          className="block h-full bg-foreground transition-[width] duration-150"
          style={{ width: `${(over / Math.max(1, job.total)) * 100}%` }}
        />
      </span>
    </Link>
  );
}
