import { gridClasses } from "@/app/(dashboard)/images/(library)/_components/image-grid";
import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const tiles = Array.from({ length: 15 }, (_, at) => `tile ${at}`);

export default function Loading() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Loading
      </p>
      <PageHeaderSkeleton title="Library" />
      <div className="flex justify-between gap-3 pb-3">
        <Skeleton className="h-9 w-full max-w-xl" />
        <Skeleton className="h-9 w-20" />
      </div>
      <Skeleton className="mb-5 h-8 w-[34rem] max-w-full rounded-full" />
      <div className={gridClasses}>
        {tiles.map((key) => (
          <div key={key} className="overflow-hidden rounded-lg border bg-card">
            <Skeleton className="aspect-[4/3] rounded-none" />
            <div className="grid gap-1.5 px-3 pt-2.5 pb-3">
              <Skeleton className="h-5 w-3/4" />
              <Skeleton className="h-6 w-20 rounded-full" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
