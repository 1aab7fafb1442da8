import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Turning } from "@/app/(dashboard)/_components/turning";
import * as actions from "@/app/(dashboard)/actions";
import { attentionCounts } from "@/app/(dashboard)/attention-counts";
import { ImportPill } from "@/components/import-pill";
import { JobPill } from "@/components/jobs/job-pill";
import { AppShell } from "@/components/layout/app-shell";
import { type RailState, railCookie, type ScreenId, screens } from "@/components/layout/nav";
import { OwedWatcher } from "@/components/owed-watcher";
import { UploadDock } from "@/components/upload/upload-dock";
import { can, requireActor } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/roles";
import { readWaiting } from "@/lib/exposure/waiting";
import { getRunningImport } from "@/lib/import/queries";
import { listRunning } from "@/lib/jobs/queries";
import { samplesAvailable } from "@/lib/samples";

const needed: Record<ScreenId, Permission> = {
  exposure: "image:view",
  library: "image:view",
  collections: "image:view",
  tags: "image:edit",
  "alt-text": "image:edit",
  duplicates: "image:edit",
  jobs: "image:edit",
  trash: "image:delete",
  import: "account:import",
  links: "link:view",
  desk: "leak:examine",
  variants: "variant:view",
  keys: "key:view",
  activity: "activity:view",
  people: "person:view",
  settings: "self:edit",
};

// Actions run in the function of the page they are sent from; finishing uploads reads originals.
export const maxDuration = 60;

/** The shell. It asks for the actor itself, so that a stranger gets a real redirect and not a page. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const rail = (await cookies()).get(railCookie)?.value;
  const canUpload = can(actor, "image:upload");
  const canEdit = can(actor, "image:edit");
  const canImport = can(actor, "account:import");
  const [counts, waiting] = await Promise.all([attentionCounts(actor), readWaiting(actor)]);
  const [jobs, importing] = await Promise.all([
    canEdit && waiting.jobs ? listRunning(actor) : [],
    canImport && waiting.importing ? getRunningImport(actor) : null,
  ]);
  return (
    <AppShell
      actor={{ id: actor.id, name: actor.name, email: actor.email, role: actor.role }}
      nav={screens.filter(({ id }) => can(actor, needed[id]))}
      counts={counts}
      canUpload={canUpload}
      rail={(rail === "folded" || rail === "open" ? rail : "auto") satisfies RailState}
    >
      <Turning>{children}</Turning>
      {canImport && <ImportPill advance={actions.advanceImport} running={importing} />}
      {canEdit && <JobPill advance={actions.advanceJobs} running={jobs} />}
      {canEdit && <OwedWatcher settle={actions.settleOwed} owed={waiting.owed} />}
      <UploadDock
        actions={{
          startUploads: actions.startUploads,
          finishUploads: actions.finishUploads,
          renewUploads: actions.renewUploads,
          cancelUploads: actions.cancelUploads,
          listUnfinished: actions.listUnfinished,
          settleDue: actions.settleDue,
        }}
        canUpload={canUpload}
        canMakePublic={can(actor, "image:privacy")}
        samples={canUpload && samplesAvailable()}
      />
    </AppShell>
  );
}
