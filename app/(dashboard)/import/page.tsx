import type { Metadata } from "next";
import { AccountNumbers } from "@/app/(dashboard)/import/_components/account-numbers";
import { BeginImport } from "@/app/(dashboard)/import/_components/begin-import";
import { CurrentImport } from "@/app/(dashboard)/import/_components/current-import";
import { HowItWorks } from "@/app/(dashboard)/import/_components/how-it-works";
import { LookAgain } from "@/app/(dashboard)/import/_components/look-again";
import { PastImports } from "@/app/(dashboard)/import/_components/past-imports";
import { Runner } from "@/app/(dashboard)/import/_components/runner";
import { SurveyLine } from "@/app/(dashboard)/import/_components/survey-line";
import { Freshness } from "@/components/freshness";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { getImportDesk, listFindings } from "@/lib/import/queries";
import type { ImportDesk } from "@/lib/import/schema";

export const metadata: Metadata = { title: "Import" };

// A slice reads pages of a thousand images and measures some.
export const maxDuration = 60;

export default async function ImportPage() {
  const actor = await requireActor();
  const desk = await getImportDesk(actor);
  const { look, phase, current, past, survey } = desk;
  const told = [current, past[0]].filter((one) => one !== null && one !== undefined);
  const findings = await Promise.all(
    told.flatMap(({ id: importId }) =>
      (["changed", "refused"] as const).map((kind) => listFindings(actor, { importId, kind })),
    ),
  );
  const canImport = can(actor, "account:import");
  const fresh = look.newPrivate + look.newPublic;
  const running = current?.state === "running";
  const measuring = canImport && !running && survey.untried + survey.unread > 0;
  const rows = findings.flat();
  return (
    <>
      <PageHeader
        title="Import"
        sentence={inWords(desk)}
        meta={<Freshness asOf={look.at} action={running ? null : <LookAgain first={look.at === null} />} />}
        actions={canImport && !current && look.at && fresh > 0 && <BeginImport look={look} />}
      />
      <div className="grid gap-6">
        {current && <CurrentImport row={current} findings={rows} phase={phase} canImport={canImport} />}
        {look.at && <AccountNumbers look={look} phase={phase} />}
        {survey.untried + survey.unread > 0 && <SurveyLine survey={survey} />}
        {!canImport && (
          <p className="text-meta text-muted-foreground">An owner or admin can import and stop an import.</p>
        )}
        <PastImports rows={past} findings={rows} />
        <HowItWorks pages={Math.ceil(look.stored / 1_000)} />
      </div>
      <Runner active={canImport ? measuring : running} canAdvance={canImport} />
    </>
  );
}

function inWords({ look, current }: ImportDesk): string {
  if (current?.state === "paused")
    return `Import ${current.id} stands still. ${formatCount(current.imported, "image was", "images were")} brought in so far.`;
  if (current) return `Import ${current.id} is under way. You can leave this screen; it goes on.`;
  if (!look.at) return "Brings in what Cloudflare already holds. The account has not been read yet.";
  const fresh = look.newPrivate + look.newPublic;
  if (look.stored === 0) return "The account holds no images yet.";
  return fresh === 0
    ? "Everything that Cloudflare holds is in Darkroom."
    : `${formatCount(fresh, "image")} at Cloudflare ${fresh === 1 ? "is" : "are"} not in Darkroom.`;
}
