import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export const buttonVariants = cva(
  [
    "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium",
    "transition-[background-color,border-color,color,opacity] duration-100",
    "disabled:pointer-events-none disabled:opacity-45 aria-disabled:pointer-events-none aria-disabled:opacity-45",
    "pointer-coarse:min-h-11 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground hover:bg-primary/88 active:bg-primary/80",
        outline: "border border-border-strong bg-card shadow-raised hover:bg-accent active:bg-accent/70",
        secondary: "bg-accent text-foreground hover:bg-border",
        ghost: "text-muted-foreground hover:bg-accent hover:text-foreground",
        danger: "bg-danger-solid text-danger-foreground hover:bg-danger-solid/88",
        "danger-outline": "border border-danger/50 bg-card text-danger hover:bg-danger-soft",
        link: "h-auto px-0 text-foreground underline decoration-border-strong underline-offset-4 hover:decoration-current",
      },
      size: {
        sm: "h-8 px-2.5 text-meta",
        md: "h-9 px-3.5 text-sm",
        lg: "h-11 px-5 text-base",
        icon: "size-9 pointer-coarse:min-w-11",
        "icon-sm": "size-8 pointer-coarse:min-w-11",
      },
    },
    compoundVariants: [{ variant: "link", className: "h-auto min-h-6 px-0" }],
    defaultVariants: { variant: "outline", size: "md" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonVariants> & { asChild?: boolean };

/** A verb. `asChild` lends the look to a link; use `primary` once a screen. */
export function Button({ className, variant, size, asChild = false, type, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) return <Slot className={classes} {...props} />;
  return <button type={type ?? "button"} className={classes} {...props} />;
}
