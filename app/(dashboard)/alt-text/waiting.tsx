import { WorklistSkeleton } from "@/components/worklist-skeleton";

export function AltTextWaiting() {
  return <WorklistSkeleton title="Missing alt text" />;
}
