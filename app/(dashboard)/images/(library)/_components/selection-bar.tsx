"use client";

import { FolderPlus, Globe, Link2, Lock, Tag, Trash2, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState, useTransition } from "react";
import { planJob, startJob } from "@/app/(dashboard)/actions";
import { MoreVerbs } from "@/app/(dashboard)/images/(library)/_components/more-verbs";
import type { Picks } from "@/app/(dashboard)/images/(library)/_components/pick-store";
import { OutOfSight, PickedCount } from "@/app/(dashboard)/images/(library)/_components/picked-count";
import { useCollectionNames } from "@/app/(dashboard)/images/(library)/_components/use-collection-names";
import { Verb } from "@/app/(dashboard)/images/(library)/_components/verb";
import type { Choice } from "@/components/jobs/act-form";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import { useShortcut } from "@/components/use-shortcut";
import type { Act, JobPlan, Selection } from "@/lib/jobs/schema";
import { maxImages } from "@/lib/links/schema";

const JobDialog = dynamic(() => import("@/components/jobs/job-dialog").then((m) => m.JobDialog), {
  ssr: false,
});
const CreateLinkDialog = dynamic(
  () =>
    import("@/app/(dashboard)/images/_components/create-link/create-link-dialog").then(
      (m) => m.CreateLinkDialog,
    ),
  { ssr: false },
);
const ActForm = dynamic(() => import("@/components/jobs/act-form").then((m) => m.ActForm), { ssr: false });

/** What this person may do with a selection. */
export type Verbs = {
  edit: boolean;
  privacy: boolean;
  delete: boolean;
  link: boolean;
};

type SelectionBarProps = {
  picks: Picks;
  query: Record<string, unknown>;
  /** In words how many all are; null where the question was not understood, and all cannot be meant. */
  matches: string | null;
  verbs: Verbs;
  /** What the list shows: what is ticked may be elsewhere. */
  shown: readonly { id: string }[];
  onUntick: (imageIds: string[]) => void;
  onClear: () => void;
  onPickPage: () => void;
  onPickEverything: () => void;
};

/** What can be done with the ticked images, in reach of the thumb. Each act is a dry run first. */
export function SelectionBar({
  picks,
  query,
  matches,
  verbs,
  shown,
  onUntick,
  onClear,
  ...more
}: SelectionBarProps) {
  const [choice, setChoice] = useState<Choice>();
  const collections = useCollectionNames(choice === "collect" || choice === "uncollect");
  const [asked, setAsked] = useState<{ act: Act; plan: JobPlan }>();
  const [busy, start] = useTransition();
  const selection = selectionOf(picks, query);

  const ask = (act: Act) =>
    start(async () => {
      const answer = await planJob({ selection, act });
      if (!answer.ok)
        return toast({ kind: "error", title: "Nothing was changed", description: answer.message });
      setChoice(undefined);
      setAsked({ act, plan: answer.data });
    });
  const seal = () => ask({ kind: "make-private" });
  const trash = () => ask({ kind: "trash", links: "end" });
  useShortcut("p", seal, verbs.privacy && !busy);
  useShortcut("t", () => setChoice("tag"), verbs.edit);
  useShortcut("c", () => setChoice("collect"), verbs.edit);
  useShortcut("Delete", trash, verbs.delete && !busy);
  useShortcut("Escape", onClear);
  // A link names its images one by one.
  const linkable = verbs.link && !picks.everything && picks.picks.length <= maxImages;
  const [linking, setLinking] = useState(false);
  useShortcut("l", () => setLinking(true), linkable);
  const { everything } = picks;

  return (
    <section
      aria-label="Selection"
      aria-busy={busy}
      // In the middle of the content: at the foot of the rail is the account.
      className="fixed inset-x-0 bottom-[calc(3.75rem+env(safe-area-inset-bottom))] z-30 flex flex-col items-center gap-2 px-3 md:bottom-6 md:left-58 md:folded:left-[3.75rem]"
    >
      {!everything && <OutOfSight picks={picks.picks} shown={shown} onUntick={onUntick} />}
      <div className="flex max-w-full items-center gap-0.5 rounded-xl border border-border-strong bg-popover p-1.5 pl-4 shadow-float sm:gap-1">
        <PickedCount picks={picks} matches={matches} />
        {!everything && (
          <>
            <Button variant="ghost" size="sm" className={wide} onClick={more.onPickPage}>
              All shown
            </Button>
            {matches !== null && (
              <Button variant="ghost" size="sm" className={wide} onClick={more.onPickEverything}>
                All {matches}
              </Button>
            )}
          </>
        )}
        <Verb icon={<X aria-hidden />} label="Clear" letter="Esc" onClick={onClear} />
        {linkable && (
          <Verb
            icon={<Link2 aria-hidden />}
            label="Create link"
            letter="L"
            onClick={() => setLinking(true)}
          />
        )}
        {verbs.edit && (
          <>
            <Verb
              icon={<Tag aria-hidden />}
              label="Tag"
              letter="T"
              className={wide}
              onClick={() => setChoice("tag")}
            />
            <Verb
              icon={<FolderPlus aria-hidden />}
              label="Collect"
              letter="C"
              className={wide}
              onClick={() => setChoice("collect")}
            />
          </>
        )}
        {verbs.privacy && (
          <Verb icon={<Lock aria-hidden />} label="Make private" letter="P" disabled={busy} onClick={seal} />
        )}
        <MoreVerbs
          selection={selection}
          canEdit={verbs.edit}
          pick={everything ? null : { matches, shown: more.onPickPage, everything: more.onPickEverything }}
          publish={
            verbs.privacy && {
              icon: <Globe aria-hidden />,
              run: () => ask({ kind: "make-public" }),
            }
          }
          onChoose={setChoice}
        />
        {verbs.delete && (
          <Button variant="danger-outline" size="sm" disabled={busy} aria-busy={busy} onClick={trash}>
            <Trash2 aria-hidden />
            <span className="max-sm:sr-only">Delete</span>
            <Kbd className="max-lg:hidden">Del</Kbd>
          </Button>
        )}
      </div>
      {linking && <CreateLinkDialog imageIds={picks.picks} onOpenChange={setLinking} />}
      {choice && (
        <ActForm
          choice={choice}
          collections={collections.names}
          unread={collections.problem}
          onFind={collections.more ? collections.find : undefined}
          busy={busy}
          onClose={() => setChoice(undefined)}
          onAct={ask}
        />
      )}
      {asked && (
        <JobDialog
          {...asked}
          selection={selection}
          start={startJob}
          onOpenChange={(open) => !open && setAsked(undefined)}
          onStarted={onClear}
        />
      )}
    </section>
  );
}

function selectionOf({ picks, everything }: Picks, query: Record<string, unknown>): Selection {
  if (!everything) return { imageIds: picks };
  return { query, except: everything.except } as Selection;
}

/** On a phone it is in the menu behind the dots: the bar is one line. */
const wide = "max-sm:hidden";
