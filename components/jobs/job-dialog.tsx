"use client";

import type { ComponentProps } from "react";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { announceJob } from "@/components/jobs/job-events";
import { consequencesOf, exceptionRows, paceOf, sentenceOf } from "@/components/jobs/plan-words";
import { TrashDialog } from "@/components/trash-dialog";
import type { ActionResult } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import type { Act, JobPlan, Selection } from "@/lib/jobs/schema";
import { actInWords } from "@/lib/jobs/words";

type Start = (input: {
  act: Act;
  selection: Selection;
  expected: string;
}) => Promise<ActionResult<{ jobId: string }>>;

type JobDialogProps = {
  act: Act;
  selection: Selection;
  plan: JobPlan;
  start: Start;
  /** For the trash: what of its kind is not in it. */
  stays?: ComponentProps<typeof TrashDialog>["stays"];
  onOpenChange: (open: boolean) => void;
  onStarted?: () => void;
};

/** The dry run, said in numbers and pictures, and the question whether it shall be done. */
export function JobDialog({ act, selection, plan, start, stays, onOpenChange, onStarted }: JobDialogProps) {
  const pictures = plan.pictures.slice(0, plan.change > 5 ? 4 : 5);
  const pace = paceOf(plan);
  const more =
    plan.change > pictures.length ? `${formatCount(plan.change - pictures.length)} more` : undefined;

  async function run(chosen: Act) {
    const answer = await start({ act: chosen, selection, expected: plan.digest });
    if (!answer.ok) return answer;
    announceJob({ id: answer.data.jobId, title: actInWords(chosen, plan.change, plan.about) });
    onStarted?.();
    return { ok: true as const };
  }

  if (plan.change === 0)
    return (
      <ConfirmDialog
        open
        onOpenChange={onOpenChange}
        title="Nothing would change"
        sentence="Every image of the selection is left alone:"
        consequences={exceptionRows(plan)}
        confirm="Understood"
        onConfirm={async () => ({ ok: true })}
      />
    );
  if (act.kind === "trash")
    return (
      <TrashDialog
        what={formatCount(plan.change, "image")}
        // What can never be private is left alone by a job, and listed as that.
        stays={stays}
        plan={{ ...plan, images: plan.change, forever: 0 }}
        also={[
          ...(pace ? [{ count: "It takes", what: `${pace}, and goes on without this page` }] : []),
          ...exceptionRows(plan),
        ]}
        pictures={pictures}
        more={more}
        onOpenChange={onOpenChange}
        onConfirm={(links) => run({ kind: "trash", links })}
      />
    );
  const exposes = act.kind === "make-public";
  const destroys = act.kind === "purge";
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`${actInWords(act, plan.change, plan.about)}?`}
      sentence={sentenceOf(act, plan)}
      consequences={consequencesOf(act, plan)}
      pictures={pictures}
      more={more}
      safer={
        exposes && "For named readers a link is safer: it opens one variant, until a time that you choose."
      }
      typeToConfirm={destroys || (exposes && plan.change > 1) ? String(plan.change) : undefined}
      confirm={actInWords(act, plan.change, plan.about)}
      kind={exposes ? "expose" : destroys ? "destroy" : "plain"}
      onConfirm={() => run(act)}
    />
  );
}
