import { ImportControls } from "@/app/(dashboard)/import/_components/import-controls";
import { Report } from "@/app/(dashboard)/import/_components/report";
import { StateBadge } from "@/app/(dashboard)/import/_components/state-badge";
import { Time } from "@/components/time";
import { Progress } from "@/components/ui/progress";
import { formatCount } from "@/lib/format";
import type { Finding, ImportDesk, ImportRow } from "@/lib/import/schema";

type CurrentImportProps = {
  row: ImportRow;
  findings: Finding[];
  phase: ImportDesk["phase"];
  canImport: boolean;
};

/** The one that is under way: how far, why it stands still, and what it has found so far. */
export function CurrentImport({ row, findings, phase, canImport }: CurrentImportProps) {
  const { id, read, expected, standing, startedBy, startedAt } = row;
  const total = Math.max(expected, read);
  return (
    <section aria-labelledby={`import-${id}`} className="grid gap-4 rounded-xl border bg-card p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id={`import-${id}`} className="font-semibold text-base">
          Import {id}
        </h2>
        <StateBadge state={row.state} />
        <span className="text-meta text-muted-foreground">
          Begun by {startedBy} <Time value={startedAt} show="relative" />
        </span>
        {canImport && (
          <div className="ml-auto flex flex-wrap gap-2">
            <ImportControls importId={id} state={row.state} imported={row.imported} />
          </div>
        )}
      </div>
      <div className="grid gap-1.5">
        <Progress label={`Import ${id}`} value={read} max={Math.max(1, total)} />
        <p role="status" className="tabular text-meta text-muted-foreground">
          {formatCount(read)} of {formatCount(total, "image")} read, {formatCount(row.imported)} brought in
          {phase === "verify" && row.state === "running" && "; asking about what the list did not show"}.{" "}
          {standing}
        </p>
      </div>
      {row.imported + row.changed + row.refused + row.vanished > 0 && (
        <Report row={row} findings={findings} phase={phase} />
      )}
    </section>
  );
}
