import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** Shared by input, textarea and select. 16 px under a finger, or iOS zooms the page. */
export const controlClasses =
  "w-full min-w-0 rounded-md border border-input bg-card px-3 text-sm text-foreground transition-colors placeholder:text-muted-foreground hover:border-muted-foreground disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger pointer-coarse:text-base";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      className={cn(controlClasses, "h-9 read-only:bg-muted pointer-coarse:h-11", className)}
      {...props}
    />
  );
}
