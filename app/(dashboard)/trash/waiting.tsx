import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function TrashWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Trash" actions={0} />
      <div className="divide-y overflow-hidden rounded-xl border bg-card">
        {["a", "b", "c", "d"].map((key) => (
          <div key={key} className="flex items-center gap-4 px-4 py-3">
            <Skeleton className="h-12 w-16 shrink-0" />
            <div className="grid flex-1 gap-2">
              <Skeleton className="h-4 w-48 max-w-full" />
              <Skeleton className="h-3.5 w-64 max-w-full" />
            </div>
            <Skeleton className="h-8 w-24 max-sm:hidden" />
          </div>
        ))}
      </div>
    </>
  );
}
