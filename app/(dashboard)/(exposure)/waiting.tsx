import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const five = ["sealed", "exposed", "open", "pending", "unknown"];

export function ExposureWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Exposure" actions={0} />
      <Skeleton className="h-3 rounded-full" />
      <div className="mt-3 grid gap-px overflow-hidden rounded-xl border bg-border sm:grid-cols-5">
        {five.map((key) => (
          <div
            key={key}
            className="flex min-h-11 items-center justify-between gap-2 bg-card px-4 sm:grid sm:py-3.5"
          >
            <Skeleton className="h-4 w-20" />
            <Skeleton className="h-7 w-14" />
            <Skeleton className="h-3.5 w-28 max-w-full max-sm:hidden" />
          </div>
        ))}
      </div>
      <Skeleton className="mt-8 mb-3 h-5 w-48" />
      <div className="divide-y rounded-xl border bg-card">
        {five.slice(0, 3).map((key) => (
          <div key={key} className="flex items-center gap-4 px-5 py-3.5">
            <Skeleton className="size-9 rounded-lg" />
            <div className="grid flex-1 gap-2">
              <Skeleton className="h-4 w-52 max-w-full" />
              <Skeleton className="h-3.5 w-96 max-w-full" />
            </div>
            <Skeleton className="h-8 w-24 max-sm:hidden" />
          </div>
        ))}
      </div>
    </>
  );
}
