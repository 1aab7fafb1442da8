import { WorklistSkeleton } from "@/components/worklist-skeleton";

export function DuplicatesWaiting() {
  return <WorklistSkeleton title="Duplicates" />;
}
