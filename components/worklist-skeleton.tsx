import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The waiting room of a screen that goes through pictures one by one, with something to do beside each. */
export function WorklistSkeleton({ title }: { title: string }) {
  return (
    <>
      <PageHeaderSkeleton title={title} actions={0} />
      <div className="divide-y overflow-hidden rounded-xl border bg-card">
        {["a", "b", "c"].map((key) => (
          <div key={key} className="flex flex-wrap gap-4 px-4 py-4">
            <Skeleton className="h-28 w-40" />
            <div className="grid flex-1 basis-64 gap-2">
              <Skeleton className="h-4 w-40" />
              <Skeleton className="h-20 w-full" />
            </div>
          </div>
        ))}
      </div>
    </>
  );
}
