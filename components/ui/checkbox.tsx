import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** Selection is what the safelight is for, so a ticked box carries it. Works in a form without script. */
export function Checkbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="checkbox"
      className={cn(
        "hit-area size-4.5 shrink-0 align-middle appearance-none rounded-sm border border-input bg-card bg-center bg-no-repeat",
        "checked:tick checked:border-safelight checked:bg-safelight hover:border-muted-foreground",
        "disabled:cursor-not-allowed disabled:opacity-50",
        className,
      )}
      {...props}
    />
  );
}
