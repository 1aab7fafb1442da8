import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const rows = Array.from({ length: 9 }, (_, at) => `row ${at}`);

export function ActivityWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Activity" actions={0} />
      <Skeleton className="mb-5 h-8 w-[36rem] max-w-full rounded-full" />
      <div className="divide-y overflow-hidden rounded-xl border bg-card">
        {rows.map((key) => (
          <div key={key} className="flex gap-3.5 px-4 py-3">
            <Skeleton className="size-8 rounded-full" />
            <div className="grid flex-1 gap-2 pt-1.5 pb-1">
              <Skeleton className="h-4 w-80 max-w-full" />
              <Skeleton className="h-3.5 w-44" />
            </div>
          </div>
        ))}
      </div>
    </>
  );
}
