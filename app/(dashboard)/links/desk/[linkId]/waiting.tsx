import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function TakeBackWaiting() {
  return (
    <div className="max-w-3xl">
      <PageHeaderSkeleton title="Take a link back" actions={0} />
      <Skeleton className="h-2 w-full rounded-full" />
      <div className="my-6 grid gap-3">
        <Skeleton className="h-10 w-full" />
        <Skeleton className="h-10 w-full" />
        <Skeleton className="h-28 w-full rounded-xl" />
      </div>
    </div>
  );
}
