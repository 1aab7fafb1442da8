import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { badgeVariants } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import type { JobDetail, JobItemState } from "@/lib/jobs/schema";

const looks = {
  waiting: { word: "To go", tone: "pending" },
  working: { word: "Working", tone: "pending" },
  done: { word: "Done", tone: "sealed" },
  skipped: { word: "Left alone", tone: "neutral" },
  failed: { word: "Failed", tone: "danger" },
  cancelled: { word: "Not begun", tone: "neutral" },
} as const satisfies Record<JobItemState, { word: string; tone: string }>;

/** Every image of a job with what became of it; those that failed first. */
export function JobItems({ job }: { job: JobDetail }) {
  return (
    <>
      <ul aria-label="Images of this job" className="divide-y overflow-hidden rounded-xl border bg-card">
        {job.items.map((item) => (
          <li key={item.seq} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
            <Link
              href={`/images/${item.imageId}`}
              className="hit-area min-w-0 truncate font-medium hover:underline"
            >
              {item.imageName || "An image that is gone"}
            </Link>
            <span className={cn(badgeVariants({ tone: looks[item.state].tone }), "ml-auto")}>
              {item.outcome || looks[item.state].word}
            </span>
            {item.reason && (
              <p className="w-full text-meta text-muted-foreground first-letter:uppercase">{item.reason}</p>
            )}
          </li>
        ))}
      </ul>
      {(job.next !== null || job.nextFailed !== null) && (
        <nav aria-label="Pages" className="flex flex-wrap justify-end gap-2 pt-6">
          {job.nextFailed !== null && (
            <More href={`/jobs/${job.id}?failed=${job.nextFailed}`}>More that failed</More>
          )}
          {job.next !== null && <More href={`/jobs/${job.id}?from=${job.next}`}>More</More>}
        </nav>
      )}
    </>
  );
}

function More({ href, children }: { href: string; children: string }) {
  return (
    <Button asChild>
      <Link href={href}>
        {children}
        <ChevronRight aria-hidden />
      </Link>
    </Button>
  );
}
