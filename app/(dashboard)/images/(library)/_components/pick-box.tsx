import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/lib/cn";

/** Not a stop of its own on the way through the list: Space on the image does the same. */
export function PickBox({ name, className }: { name: string; className?: string }) {
  return (
    <Checkbox
      data-pick=""
      tabIndex={-1}
      aria-label={`Select ${name}`}
      autoComplete="off"
      className={cn("z-10", className)}
    />
  );
}
