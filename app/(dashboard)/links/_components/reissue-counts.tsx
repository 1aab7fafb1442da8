import { Outcomes } from "@/app/(dashboard)/links/_components/outcomes";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format";
import type { OldWay, ReissuePlan } from "@/lib/links/reissue-schema";

/** What issuing again would do, in numbers, and each link that cannot with its reason. */
export function ReissueCounts({ plan, old }: { plan: ReissuePlan | undefined; old: OldWay }) {
  if (!plan)
    return (
      <div aria-busy="true" className="grid gap-2">
        <p role="status" className="sr-only">
          Counting
        </p>
        <Skeleton className="h-11" />
        <Skeleton className="h-11" />
      </div>
    );
  const { ready, pictures, stoppable, runOn, refused, partly } = plan;
  const rows = [
    {
      count: ready,
      what: `${ready === 1 ? "new link" : "new links"} to ${formatCount(pictures, "picture")}`,
    },
    {
      count: stoppable,
      what: {
        keep: `old ${stoppable === 1 ? "page stays" : "pages stay"} open beside it`,
        soon: `old ${stoppable === 1 ? "page ends" : "pages end"} within a day`,
        stop: `old ${stoppable === 1 ? "page is" : "pages are"} revoked at once`,
      }[old],
    },
    {
      count: runOn,
      what: `old direct ${runOn === 1 ? "link runs" : "links run"} on, and cannot be recalled alone`,
    },
  ].filter(({ count }, at) => at === 0 || count > 0);
  return (
    <div className="grid gap-4">
      <ul aria-live="polite" aria-label="What it does" className="divide-y rounded-lg border">
        {rows.map(({ count, what }) => (
          <li key={what} className="flex items-baseline gap-3 px-3.5 py-2.5 text-sm">
            <span className="tabular min-w-10 text-right font-semibold text-base">{formatCount(count)}</span>
            <span>{what}</span>
          </li>
        ))}
      </ul>
      <Outcomes title="Cannot be issued again" outcomes={refused} />
      <Outcomes title="Go without some of their pictures" outcomes={partly} />
    </div>
  );
}
