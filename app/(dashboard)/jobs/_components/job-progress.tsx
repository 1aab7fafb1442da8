import { CircleCheck, CirclePause, CircleSlash, Hourglass, LoaderCircle, TriangleAlert } from "lucide-react";
import { badgeVariants } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { JobSummary } from "@/lib/jobs/schema";

/** How a job stands, in a word. */
export function JobStateBadge({ job }: { job: JobSummary }) {
  const { word, icon: Icon, tone } = looksOf(job);
  return (
    <span className={cn(badgeVariants({ tone }))}>
      <Icon aria-hidden />
      {word}
    </span>
  );
}

function looksOf({ state, standing, failed, undoneBy }: JobSummary) {
  if (undoneBy) return { word: "Taken back", icon: CircleSlash, tone: "neutral" } as const;
  if (state === "paused") return { word: "Paused", icon: CirclePause, tone: "ending" } as const;
  if (state === "cancelled") return { word: "Cancelled", icon: CircleSlash, tone: "neutral" } as const;
  if (state === "done")
    return failed > 0
      ? ({ word: "Done, with failures", icon: TriangleAlert, tone: "danger" } as const)
      : ({ word: "Done", icon: CircleCheck, tone: "sealed" } as const);
  return standing
    ? ({ word: "Waiting", icon: Hourglass, tone: "pending" } as const)
    : ({ word: "Running", icon: LoaderCircle, tone: "pending" } as const);
}

/** How far it is, and what became of the images so far. */
export function JobProgress({ job }: { job: JobSummary }) {
  const { total, done, skipped, failed, state, standing, settling } = job;
  const over = done + skipped + failed;
  const left = total - over;
  const parts = [
    `${formatCount(done)} done`,
    skipped > 0 && `${formatCount(skipped)} left alone`,
    failed > 0 && `${formatCount(failed)} failed`,
    left > 0 && `${formatCount(left)} ${state === "cancelled" ? "not begun" : "to go"}`,
  ];
  return (
    <div className="grid gap-1.5">
      <Progress
        label={job.title}
        value={over}
        max={Math.max(1, total)}
        tone={failed > 0 ? "danger" : state === "done" ? "sealed" : "neutral"}
      />
      <p className="tabular text-meta text-muted-foreground">
        {parts.filter(Boolean).join(", ")}
        {standing && `. ${standing}`}
        {settling &&
          `${standing ? " " : ". "}An image of it had begun at Cloudflare. What became of it is read there, then it can be taken back with the others.`}
      </p>
    </div>
  );
}
