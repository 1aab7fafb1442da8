"use client";

import dynamic from "next/dynamic";
import { useState, useTransition } from "react";
import { planJob, startJob } from "@/app/(dashboard)/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { JobPlan } from "@/lib/jobs/schema";

const JobDialog = dynamic(() => import("@/components/jobs/job-dialog").then((m) => m.JobDialog), {
  ssr: false,
});

/** Moves every other copy that is shown to the trash, after the usual question. */
export function KeepOne({ name, others }: { name: string; others: string[] }) {
  const [plan, setPlan] = useState<JobPlan>();
  const [busy, start] = useTransition();
  const selection = { imageIds: others };
  const act = { kind: "trash", links: "end" } as const;
  if (others.length === 0) return null;

  const ask = () =>
    start(async () => {
      const answer = await planJob({ selection, act });
      if (answer.ok) setPlan(answer.data);
      else toast({ kind: "error", title: "Nothing was changed", description: answer.message });
    });
  return (
    <>
      <Button
        size="sm"
        className="ml-auto"
        disabled={busy}
        aria-busy={busy}
        aria-label={`Keep only ${name}`}
        onClick={ask}
      >
        Keep only
      </Button>
      {plan && (
        <JobDialog
          act={act}
          plan={plan}
          selection={selection}
          start={startJob}
          onOpenChange={(open) => !open && setPlan(undefined)}
        />
      )}
    </>
  );
}
