import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function CollectionsWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Collections" />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-4">
        {["a", "b", "c", "d"].map((key) => (
          <div key={key} className="overflow-hidden rounded-lg border bg-card">
            <Skeleton className="aspect-[4/3] rounded-none" />
            <div className="grid gap-1.5 px-3 pt-2.5 pb-3">
              <Skeleton className="h-5 w-3/4" />
              <Skeleton className="h-4 w-20" />
            </div>
          </div>
        ))}
      </div>
    </>
  );
}
