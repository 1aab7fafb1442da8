import { gridClasses } from "@/app/(dashboard)/images/(library)/_components/image-grid";
import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const tiles = Array.from({ length: 15 }, (_, at) => `tile ${at}`);

export function LibraryWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Library" />
      <div className="flex justify-between gap-3 pb-3">
        <Skeleton className="h-9 w-full max-w-xl" />
        <Skeleton className="h-9 w-20" />
      </div>
      <Skeleton className="mb-5 h-8 w-[34rem] max-w-full rounded-full" />
      <div className={gridClasses}>
        {tiles.map((key) => (
          // A mat and the room for its words: one element a tile.
          <Skeleton
            key={key}
            className="box-content aspect-[4/3] rounded-lg border-card border-b-[4.75rem] bg-clip-padding"
          />
        ))}
      </div>
    </>
  );
}
