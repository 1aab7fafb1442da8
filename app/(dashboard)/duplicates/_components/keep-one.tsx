"use client";

import dynamic from "next/dynamic";
import { useState, useTransition } from "react";
import { planJob, startJob } from "@/app/(dashboard)/actions";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";
import type { ImageCard } from "@/lib/images/schema";
import type { JobPlan } from "@/lib/jobs/schema";

const JobDialog = dynamic(() => import("@/components/jobs/job-dialog").then((m) => m.JobDialog), {
  ssr: false,
});

type Copy = Pick<ImageCard, "name" | "createdAt" | "uploadedBy" | "liveLinks">;

/** Moves every other copy that is shown to the trash, after the usual question, which says which one stays. */
export function KeepOne({ copy, count, others }: { copy: Copy; count: number; others: string[] }) {
  const [plan, setPlan] = useState<JobPlan>();
  const [busy, start] = useTransition();
  const selection = { imageIds: others };
  const act = { kind: "trash", links: "end" } as const;
  if (others.length === 0) return null;
  const besides = count - 1 - others.length;

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
        aria-label={`Keep only ${copy.name}`}
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
          stays={{
            title: `Keep only “${copy.name}”?`,
            rows: [
              { count: "1", what: <Kept copy={copy} />, tone: "sealed" },
              ...(besides > 0 ? [{ count: formatCount(besides), what: staysToo(besides) }] : []),
            ],
          }}
          onOpenChange={(open) => !open && setPlan(undefined)}
        />
      )}
    </>
  );
}

/** Copies mostly share their name: when it came and from whom tells which one is meant. */
function Kept({ copy: { name, createdAt, uploadedBy, liveLinks } }: { copy: Copy }) {
  return (
    <>
      copy stays as it is: “{name}”, added <Time value={createdAt} /> by {uploadedBy},{" "}
      {liveLinks === 0
        ? "without a live link"
        : `with ${formatCount(liveLinks, "live link that goes", "live links that go")} on`}
    </>
  );
}

const staysToo = (count: number) =>
  `more ${count === 1 ? "copy stays" : "copies stay"} too: still arriving, or not listed here`;
