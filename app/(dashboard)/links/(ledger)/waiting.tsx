import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const rows = Array.from({ length: 8 }, (_, at) => `row ${at}`);

export function LinksWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Links" actions={0} />
      <Skeleton className="mb-3 h-9 w-full max-w-xl" />
      <Skeleton className="mb-5 h-8 w-[34rem] max-w-full rounded-full" />
      <div className="divide-y overflow-hidden rounded-lg border bg-card">
        {rows.map((key) => (
          <div key={key} className="flex items-center gap-8 px-4 py-3">
            <div className="grid flex-1 gap-2">
              <Skeleton className="h-4 w-36" />
              <Skeleton className="h-3.5 w-52 max-w-full" />
            </div>
            <Skeleton className="h-4 flex-1 max-md:hidden" />
            <Skeleton className="h-6 w-20 rounded-full" />
            <Skeleton className="h-4 w-40 max-md:hidden" />
          </div>
        ))}
      </div>
    </>
  );
}
