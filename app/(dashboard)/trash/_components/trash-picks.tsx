"use client";

import { RotateCcw, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { createContext, type ReactNode, use, useState, useTransition } from "react";
import { planJob, startJob } from "@/app/(dashboard)/actions";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { toast } from "@/components/ui/toast";
import { formatCount } from "@/lib/format";
import { type Act, type JobPlan, maxPicked, type Selection } from "@/lib/jobs/schema";

const JobDialog = dynamic(() => import("@/components/jobs/job-dialog").then((m) => m.JobDialog), {
  ssr: false,
});

type Picks = { has: (id: string) => boolean; tick: (id: string, ticked: boolean) => void };
const PicksContext = createContext<Picks | null>(null);

type TrashPicksProps = {
  /** The question that the list answers, the ids that it shows, and how many match, in words. */
  q: string;
  shown: string[];
  matches: string;
  children: ReactNode;
};

/** What is ticked in the trash, kept over its pages: restored or deleted for good in one job, after a dry run. */
export function TrashPicks({ q, shown, matches, children }: TrashPicksProps) {
  const [ids, setIds] = useState<string[]>([]);
  /** All that this question matches, but for these. */
  const [all, setAll] = useState<{ trashed: string; except: string[] } | null>(null);
  const [asked, setAsked] = useState<{ act: Act; plan: JobPlan; selection: Selection }>();
  const [busy, start] = useTransition();
  // Another question is another list: all of the one before is nobody's wish any more.
  const everything = all?.trashed === q ? all : null;
  const toggled = (list: string[], id: string, on: boolean) =>
    on ? [...new Set([...list, id])].slice(0, maxPicked) : list.filter((one) => one !== id);
  const picks: Picks = {
    has: (id) => (everything ? !everything.except.includes(id) : ids.includes(id)),
    tick: (id, ticked) =>
      everything
        ? setAll({ ...everything, except: toggled(everything.except, id, !ticked) })
        : setIds(toggled(ids, id, ticked)),
  };
  const clear = () => {
    setIds([]);
    setAll(null);
  };
  const pickShown = (ticked: boolean) => {
    setAll(null);
    setIds(shown.reduce((list, id) => toggled(list, id, ticked), everything ? [] : ids));
  };
  const any = everything !== null || ids.length > 0;
  const allShown = shown.length > 0 && shown.every(picks.has);

  const ask = (act: Act) =>
    start(async () => {
      const selection: Selection = everything ?? { imageIds: ids };
      const answer = await planJob({ selection, act });
      if (!answer.ok)
        return toast({ kind: "error", title: "Nothing was changed", description: answer.message });
      setAsked({ act, plan: answer.data, selection });
    });

  return (
    <PicksContext value={picks}>
      <section
        aria-label="Selection"
        className="sticky top-2 z-20 mb-3 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border bg-popover px-4 py-1.5 pointer-coarse:py-3"
      >
        <Checkbox
          aria-label="Tick all shown"
          checked={allShown}
          onChange={({ target }) => pickShown(target.checked)}
        />
        <p role="status" className="text-meta text-muted-foreground">
          {everything
            ? `All ${matches}${everything.except.length > 0 ? ` but ${formatCount(everything.except.length)}` : ""}`
            : ids.length > 0
              ? `${formatCount(ids.length)} ticked`
              : "Tick images to restore or delete them together."}
        </p>
        {!everything && shown.length > 0 && (
          <Button size="sm" variant="ghost" onClick={() => setAll({ trashed: q, except: [] })}>
            All {matches}
          </Button>
        )}
        {any && (
          <span className="ml-auto flex flex-wrap gap-2">
            <Button size="sm" variant="ghost" onClick={clear}>
              Untick
            </Button>
            <Button size="sm" disabled={busy} aria-busy={busy} onClick={() => ask({ kind: "restore" })}>
              <RotateCcw aria-hidden />
              Restore these
            </Button>
            <Button
              size="sm"
              variant="danger-outline"
              disabled={busy}
              aria-busy={busy}
              onClick={() => ask({ kind: "purge" })}
            >
              <Trash2 aria-hidden />
              Delete these for good
            </Button>
          </span>
        )}
      </section>
      {children}
      {asked && (
        <JobDialog
          {...asked}
          start={startJob}
          onOpenChange={(open) => !open && setAsked(undefined)}
          onStarted={clear}
        />
      )}
    </PicksContext>
  );
}

/** The box of one image; only inside `TrashPicks`. */
export function TrashPick({ id, name }: { id: string; name: string }) {
  const picks = use(PicksContext);
  if (!picks) throw new Error("Outside of the trash's selection.");
  return (
    <Checkbox
      aria-label={`Tick ${name}`}
      checked={picks.has(id)}
      onChange={({ target }) => picks.tick(id, target.checked)}
    />
  );
}
