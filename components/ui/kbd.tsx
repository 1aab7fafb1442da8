import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A key, shown where it acts. Hidden under a finger, where there is no key. */
export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "pointer-coarse:hidden inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-border-strong bg-card px-1 font-sans font-medium text-2xs text-muted-foreground",
        className,
      )}
      {...props}
    />
  );
}
