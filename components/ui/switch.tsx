import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** On or off, at once. The state is shown by position and fill; write the consequence beside it. */
export function Switch({ className, ...props }: Omit<ComponentProps<"input">, "type" | "role">) {
  return (
    <input
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox brings its own checked state
      role="switch"
      className={cn(
        "hit-area h-5 w-9 shrink-0 align-middle appearance-none rounded-full border border-input bg-muted transition-colors",
        "before:absolute before:top-1/2 before:left-0.5 before:size-3.5 before:-translate-y-1/2 before:rounded-full",
        "before:bg-muted-foreground before:transition-[left,background-color] before:duration-100",
        "checked:border-primary checked:bg-primary checked:before:left-[1.1rem] checked:before:bg-primary-foreground",
        "disabled:cursor-not-allowed disabled:opacity-50",
        className,
      )}
      {...props}
    />
  );
}
