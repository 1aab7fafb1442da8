import { Report } from "@/app/(dashboard)/import/_components/report";
import { StateBadge } from "@/app/(dashboard)/import/_components/state-badge";
import { Time } from "@/components/time";
import type { Finding, ImportRow } from "@/lib/import/schema";

/** What earlier imports came to, newest first. */
export function PastImports({ rows, findings }: { rows: ImportRow[]; findings: Finding[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="past" className="grid gap-3">
      <h2 id="past" className="font-semibold text-sm">
        Earlier imports
      </h2>
      {rows.map((row) => (
        <div key={row.id} className="grid gap-3 rounded-xl border bg-card p-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h3 className="font-medium text-sm">Import {row.id}</h3>
            <StateBadge state={row.state} />
            <span className="ml-auto text-meta text-muted-foreground">
              {row.startedBy}, <Time value={row.finishedAt ?? row.startedAt} show="relative" />
            </span>
          </div>
          <Report row={row} findings={findings} />
        </div>
      ))}
    </section>
  );
}
