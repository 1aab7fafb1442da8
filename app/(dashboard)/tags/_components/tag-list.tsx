"use client";

import dynamic from "next/dynamic";
import { useState, useTransition } from "react";
import { planJob, startJob } from "@/app/(dashboard)/actions";
import { RenameForm } from "@/app/(dashboard)/tags/_components/rename-form";
import { Tag } from "@/components/chip";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import { formatCount, formatList } from "@/lib/format";
import type { Act, JobPlan } from "@/lib/jobs/schema";
import type { TagRow } from "@/lib/tags/schema";

const JobDialog = dynamic(() => import("@/components/jobs/job-dialog").then((m) => m.JobDialog), {
  ssr: false,
});

/** Every tag with how many images carry it. Ticked ones are merged; each can be renamed or taken off. */
export function TagList({ tags }: { tags: TagRow[] }) {
  const [ticked, setTicked] = useState<string[]>([]);
  const [renaming, setRenaming] = useState<string[]>();
  const [asked, setAsked] = useState<{ act: Act; plan: JobPlan; tagged: string[] }>();
  const [busy, start] = useTransition();

  const ask = (act: Act, tagged: string[]) =>
    start(async () => {
      const answer = await planJob({ selection: { tagged }, act });
      if (!answer.ok)
        return toast({ kind: "error", title: "Nothing was changed", description: answer.message });
      setRenaming(undefined);
      setAsked({ act, plan: answer.data, tagged });
    });

  return (
    <>
      <div className="flex min-h-11 flex-wrap items-center gap-3 pb-3">
        <p role="status" className="text-meta text-muted-foreground">
          {ticked.length === 0 ? "Tick two or more to merge them." : `Ticked: ${formatList(ticked, 6)}`}
        </p>
        {ticked.length > 0 && (
          // Some may be out of sight: ticks last while one searches for the next.
          <Button size="sm" variant="ghost" onClick={() => setTicked([])}>
            Untick
          </Button>
        )}
        {ticked.length > 1 && (
          <Button size="sm" onClick={() => setRenaming(ticked)}>
            Merge {formatCount(ticked.length)} tags
          </Button>
        )}
      </div>
      <ul aria-label="Tags" className="divide-y overflow-hidden rounded-xl border bg-card">
        {tags.map(({ tag, count }) => (
          <li key={tag} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
            <Checkbox
              aria-label={`Tick ${tag}`}
              checked={ticked.includes(tag)}
              onChange={() =>
                setTicked((all) => (all.includes(tag) ? all.filter((one) => one !== tag) : [...all, tag]))
              }
            />
            <span className="min-w-0 flex-1 basis-40">
              <Tag href={`/images?tag=${encodeURIComponent(tag)}`}>{tag}</Tag>
            </span>
            <span className="tabular text-meta text-muted-foreground">{formatCount(count, "image")}</span>
            <span className="flex gap-1.5">
              <Button
                size="sm"
                aria-label={`Rename ${tag}`}
                disabled={busy}
                onClick={() => setRenaming([tag])}
              >
                Rename
              </Button>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Take off ${tag}`}
                disabled={busy}
                onClick={() => ask({ kind: "untag", tags: [tag] }, [tag])}
              >
                Take off
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {renaming && (
        <RenameForm
          from={renaming}
          busy={busy}
          onClose={() => setRenaming(undefined)}
          onRename={(to) => ask({ kind: "retag", from: renaming, to }, renaming)}
        />
      )}
      {asked && (
        <JobDialog
          act={asked.act}
          plan={asked.plan}
          selection={{ tagged: asked.tagged }}
          start={startJob}
          onOpenChange={(open) => !open && setAsked(undefined)}
          onStarted={() => setTicked([])}
        />
      )}
    </>
  );
}
