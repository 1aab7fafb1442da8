import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { JobControls } from "@/app/(dashboard)/jobs/_components/job-controls";
import { JobItems } from "@/app/(dashboard)/jobs/_components/job-items";
import { JobProgress, JobStateBadge } from "@/app/(dashboard)/jobs/_components/job-progress";
import { PageHeader } from "@/components/page-header";
import { Time } from "@/components/time";
import { requireActor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { getJob } from "@/lib/jobs/queries";
import { jobIdSchema, maxSelection } from "@/lib/jobs/schema";

export const metadata: Metadata = { title: "Job" };

const seqOf = (text: string | string[] | undefined) =>
  Math.min(Math.max(Math.trunc(Number(text)) || 0, 0), maxSelection);

export default async function JobPage({ params, searchParams }: PageProps<"/jobs/[jobId]">) {
  const actor = await requireActor();
  const id = jobIdSchema.safeParse(await params);
  if (!id.success) notFound();
  const { from, failed } = await searchParams;
  const pages = { from: seqOf(from), failedFrom: failed === undefined ? null : seqOf(failed) };
  const job = await getJob(actor, { ...id.data, ...pages }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return (
    <>
      <PageHeader
        title={job.title}
        back={{ href: "/jobs", label: "Jobs" }}
        sentence={
          <>
            Begun by {job.createdBy} <Time value={job.createdAt} show="relative" />
            {job.undoOf && (
              <>
                {" "}
                to take back{" "}
                <Link href={`/jobs/${job.undoOf}`} className="underline underline-offset-4">
                  another job
                </Link>
              </>
            )}
            {job.undoneBy && (
              <>
                ;{" "}
                <Link href={`/jobs/${job.undoneBy}`} className="underline underline-offset-4">
                  taken back since
                </Link>
              </>
            )}
            .
          </>
        }
        actions={<JobControls job={job} />}
      />
      <div className="mb-6 grid gap-3 rounded-xl border bg-card p-5">
        <JobStateBadge job={job} />
        <JobProgress job={job} />
      </div>
      <JobItems job={job} />
    </>
  );
}
