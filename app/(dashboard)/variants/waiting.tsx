import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function VariantsWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Variants" />
      <div className="divide-y overflow-hidden rounded-xl border bg-card">
        {["a", "b", "c", "d"].map((key) => (
          <div key={key} className="flex items-center gap-4 px-4 py-3.5">
            <Skeleton className="size-12" />
            <div className="grid flex-1 gap-1.5">
              <Skeleton className="h-4 w-28" />
              <Skeleton className="h-3.5 w-56 max-w-full" />
              <Skeleton className="h-3.5 w-36" />
            </div>
            <Skeleton className="h-6 w-32 rounded-full" />
          </div>
        ))}
      </div>
    </>
  );
}
