import { WorklistSkeleton } from "@/components/worklist-skeleton";

export default function Loading() {
  return <WorklistSkeleton title="Duplicates" />;
}
