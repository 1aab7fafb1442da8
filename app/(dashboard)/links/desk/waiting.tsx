import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function DeskWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Leak desk" actions={0} />
      <div className="grid max-w-3xl gap-3">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-36 w-full rounded-md" />
        <Skeleton className="h-9 w-48" />
      </div>
    </>
  );
}
