import Link from "next/link";
import { JobProgress, JobStateBadge } from "@/app/(dashboard)/jobs/_components/job-progress";
import { Time } from "@/components/time";
import type { JobSummary } from "@/lib/jobs/schema";

export function JobCard({ job }: { job: JobSummary }) {
  return (
    <div className="relative grid gap-2.5 px-4 py-4 hover:bg-muted/60">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Link
          href={`/jobs/${job.id}`}
          className="min-w-0 break-words rounded-sm font-medium text-sm after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2"
        >
          {job.title}
        </Link>
        <JobStateBadge job={job} />
        <span className="ml-auto text-meta text-muted-foreground">
          {job.createdBy}, <Time value={job.createdAt} show="relative" />
        </span>
      </div>
      <JobProgress job={job} />
    </div>
  );
}
