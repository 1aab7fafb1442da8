import { pictureFrame } from "@/app/(dashboard)/images/[imageId]/_components/picture";
import { Skeleton } from "@/components/ui/skeleton";

const rows = ["variants", "links", "details"];

export function ImageWaiting() {
  return (
    <>
      <Skeleton className="mb-2.5 h-4 w-16" />
      <Skeleton className="mb-5 h-6 w-72 max-w-full" />
      <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_25rem]">
        <Skeleton className={`${pictureFrame} rounded-xl`} />
        <div className="grid gap-8">
          <Skeleton className="h-44 rounded-xl" />
          {rows.map((key) => (
            <div key={key} className="grid gap-3">
              <Skeleton className="h-5 w-24" />
              <Skeleton className="h-28 rounded-lg" />
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
