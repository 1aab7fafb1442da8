import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A block in the shape of what is coming. Give it the size of the real thing. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-accent", className)} {...props} />;
}
