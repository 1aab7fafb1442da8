import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function JobsWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Jobs" actions={0} />
      <div className="divide-y overflow-hidden rounded-xl border bg-card">
        {["a", "b", "c"].map((key) => (
          <div key={key} className="grid gap-2.5 px-4 py-4">
            <Skeleton className="h-4 w-64 max-w-full" />
            <Skeleton className="h-1.5 w-full" />
            <Skeleton className="h-3.5 w-48" />
          </div>
        ))}
      </div>
    </>
  );
}
