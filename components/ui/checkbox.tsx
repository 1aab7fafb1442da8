import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** Selection is what the safelight is for, so a ticked box carries it. Works in a form without script. */
export function Checkbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return <input type="checkbox" className={cn("checkbox", className)} {...props} />;
}
