import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function TagsWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Tags" actions={0} />
      <div className="divide-y overflow-hidden rounded-xl border bg-card">
        {["a", "b", "c", "d", "e"].map((key) => (
          <div key={key} className="flex items-center justify-between px-4 py-3">
            <Skeleton className="h-5 w-32" />
            <Skeleton className="h-8 w-20" />
          </div>
        ))}
      </div>
    </>
  );
}
