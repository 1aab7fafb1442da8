"use client";

import { CirclePause, CirclePlay, RotateCcw, Undo2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { cancelJob, pauseJob, planUndo, resumeJob, retryJob, undoJob } from "@/app/(dashboard)/actions";
import { announceJob } from "@/components/jobs/job-events";
import { exceptionRows } from "@/components/jobs/plan-words";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { JobPlan, JobSummary } from "@/lib/jobs/schema";

const ConfirmDialog = dynamic(() => import("@/components/confirm-dialog").then((m) => m.ConfirmDialog), {
  ssr: false,
});

/** Pause, go on, cancel, try the failures again, take it back: whatever makes sense now. */
export function JobControls({ job }: { job: JobSummary }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [plan, setPlan] = useState<JobPlan>();
  const open = job.state === "running" || job.state === "paused";

  const act = (call: (input: { jobId: string }) => Promise<ActionResult<void>>) => () =>
    start(async () => {
      const answer = await call({ jobId: job.id });
      if (!answer.ok) toast({ kind: "error", title: "Nothing was changed", description: answer.message });
      announceJob();
    });
  const ask = () =>
    start(async () => {
      const answer = await planUndo({ jobId: job.id });
      if (answer.ok) setPlan(answer.data);
      else toast({ kind: "error", title: "It cannot be taken back", description: answer.message });
    });

  return (
    <>
      {job.state === "running" && (
        <Button disabled={busy} onClick={act(pauseJob)}>
          <CirclePause aria-hidden />
          Pause
        </Button>
      )}
      {job.state === "paused" && !job.undoneBy && (
        <Button disabled={busy} onClick={act(resumeJob)}>
          <CirclePlay aria-hidden />
          Go on
        </Button>
      )}
      {job.failed > 0 && (job.state === "running" || job.state === "done") && !job.undoneBy && (
        <Button disabled={busy} onClick={act(retryJob)}>
          <RotateCcw aria-hidden />
          Try {formatCount(job.failed)} again
        </Button>
      )}
      {open && (
        <Button variant="danger-outline" disabled={busy} onClick={act(cancelJob)}>
          Cancel what is left
        </Button>
      )}
      {job.undoable && (
        <Button disabled={busy} aria-busy={busy} onClick={ask}>
          <Undo2 aria-hidden />
          Take back
        </Button>
      )}
      {plan && (
        <TakeBack
          job={job}
          plan={plan}
          onClose={() => setPlan(undefined)}
          onBegun={(jobId) => {
            announceJob({ id: jobId, title: `Take back: ${job.title}` });
            router.push(`/jobs/${jobId}`);
          }}
        />
      )}
    </>
  );
}

type TakeBackProps = {
  job: JobSummary;
  plan: JobPlan;
  onClose: () => void;
  onBegun: (jobId: string) => void;
};

function TakeBack({ job, plan, onClose, onBegun }: TakeBackProps) {
  const exposes = job.kind === "make-private";
  const none = plan.change === 0;
  const what = {
    "make-private":
      plan.change === 1 ? "image becomes readable by anyone again" : "images become readable by anyone again",
    "make-public": plan.change === 1 ? "image is made private again" : "images are made private again",
    trash: plan.change === 1 ? "image comes back, private" : "images come back, private",
    restore: plan.change === 1 ? "image goes back to the trash" : "images go back to the trash",
  }[job.kind as string];
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        none
          ? "There is nothing left to take back"
          : `Take back what was done to ${formatCount(plan.change, "image")}?`
      }
      sentence={`Only what is still as this job left it is put back as it was before. It runs as a job of its own.${job.state === "paused" ? " What is left of this one is cancelled." : ""}`}
      consequences={[
        {
          count: formatCount(plan.change),
          what:
            what ?? (plan.change === 1 ? "image is put back as it was" : "images are put back as they were"),
          tone: exposes && !none ? "exposed" : "neutral",
        },
        ...exceptionRows(plan),
      ]}
      pictures={plan.pictures}
      typeToConfirm={exposes && plan.change > 1 ? String(plan.change) : undefined}
      confirm={none ? "Understood" : "Take back"}
      kind={exposes && !none ? "expose" : "plain"}
      onConfirm={async () => {
        if (none) return { ok: true };
        const answer = await undoJob({ jobId: job.id, expected: plan.digest });
        if (answer.ok) onBegun(answer.data.jobId);
        return answer;
      }}
    />
  );
}
