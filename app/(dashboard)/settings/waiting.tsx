import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export function SettingsWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="Settings" actions={0} />
      <div className="divide-y border-t">
        {["a", "b", "c"].map((key) => (
          <div key={key} className="grid gap-x-10 gap-y-4 py-8 lg:grid-cols-[16rem_minmax(0,42rem)]">
            <div className="grid content-start gap-2">
              <Skeleton className="h-4 w-28" />
              <Skeleton className="h-3.5 w-52" />
            </div>
            <div className="grid gap-5 py-1">
              <Skeleton className="h-5 w-full" />
              <Skeleton className="h-5 w-full" />
              <Skeleton className="h-5 w-2/3" />
            </div>
          </div>
        ))}
      </div>
    </>
  );
}
