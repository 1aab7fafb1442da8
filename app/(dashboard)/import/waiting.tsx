import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const six = ["stored", "known", "new", "custom", "changed", "vanished"];

export function ImportWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Import" />
      <div className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-border sm:grid-cols-3 xl:grid-cols-6">
        {six.map((key) => (
          <div key={key} className="grid gap-2 bg-card px-4 py-3.5">
            <Skeleton className="h-4 w-20" />
            <Skeleton className="h-7 w-14" />
            <Skeleton className="h-3.5 w-24 max-w-full" />
          </div>
        ))}
      </div>
      <Skeleton className="mt-6 h-40 rounded-xl" />
    </>
  );
}
