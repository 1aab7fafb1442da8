import { personColumns } from "@/app/(dashboard)/people/_components/people-list";
import { PageHeaderSkeleton } from "@/components/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";

export function PeopleWaiting() {
  return (
    <>
      <PageHeaderSkeleton title="People" />
      <div className="divide-y overflow-hidden rounded-xl border bg-card">
        {["a", "b", "c", "d"].map((key) => (
          <div key={key} className={cn(personColumns, "min-h-16 py-3")}>
            <div className="flex items-center gap-3">
              <Skeleton className="size-7 rounded-full" />
              <div className="grid gap-1.5">
                <Skeleton className="h-4 w-32" />
                <Skeleton className="h-3.5 w-44" />
              </div>
            </div>
            <Skeleton className="h-9 w-full max-md:hidden" />
            <Skeleton className="h-4 w-24 max-md:hidden" />
          </div>
        ))}
      </div>
    </>
  );
}
