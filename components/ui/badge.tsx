import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export const badgeVariants = cva("badge", {
  variants: {
    tone: {
      neutral: "bg-quiet-soft text-quiet",
      sealed: "bg-sealed-soft text-sealed",
      open: "bg-open-soft text-open",
      exposed: "bg-exposed-soft text-exposed",
      pending: "bg-pending-soft text-pending",
      unknown: "border-unknown/60 border-dashed bg-transparent text-unknown",
      ending: "bg-ending-soft text-ending",
      danger: "bg-danger-soft text-danger",
      outline: "border-border-strong text-foreground",
    },
  },
  defaultVariants: { tone: "neutral" },
});

type BadgeProps = ComponentProps<"span"> & VariantProps<typeof badgeVariants>;

/** A word with a colour behind it. States of images and links have their own components. */
export function Badge({ tone, className, ...props }: BadgeProps) {
  return <span className={cn(badgeVariants({ tone }), className)} {...props} />;
}
