import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function KeysWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Keys" actions={0} />
      <div className="divide-y overflow-hidden rounded-xl border bg-card">
        {["a", "b"].map((key) => (
          <div key={key} className="flex items-center gap-3.5 px-4 py-4">
            <Skeleton className="size-9 rounded-full" />
            <div className="grid flex-1 gap-2">
              <Skeleton className="h-4 w-32" />
              <Skeleton className="h-3.5 w-44" />
            </div>
            <Skeleton className="h-4 w-40 max-md:hidden" />
          </div>
        ))}
      </div>
    </>
  );
}
