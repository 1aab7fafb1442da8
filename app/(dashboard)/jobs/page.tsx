import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { JobCard } from "@/app/(dashboard)/jobs/_components/job-card";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { listJobs } from "@/lib/jobs/queries";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage() {
  const actor = await requireActor();
  if (!can(actor, "image:edit")) notFound();
  const jobs = await listJobs(actor);
  const open = jobs.filter(({ state }) => state === "running" || state === "paused").length;
  return (
    <>
      <PageHeader
        title="Jobs"
        back={{ href: "/images", label: "Library" }}
        sentence={
          open > 0
            ? `${formatCount(open, "job is", "jobs are")} not finished. They go on while nobody looks.`
            : "What was done to many images at once, and the way to take it back."
        }
      />
      {jobs.length === 0 ? (
        <EmptyState
          art="quiet"
          title="No jobs yet"
          sentence="Select images in the library and choose what to do with them. It is counted first, runs here, and can be taken back."
          action={
            <Button asChild>
              <Link href="/images">Go to the library</Link>
            </Button>
          }
          className="rounded-xl border bg-card"
        />
      ) : (
        <ul aria-label="Jobs" className="divide-y overflow-hidden rounded-xl border bg-card">
          {jobs.map((job) => (
            <li key={job.id}>
              <JobCard job={job} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
