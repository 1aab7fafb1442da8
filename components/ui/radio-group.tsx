import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

type RadioGroupProps = ComponentProps<"fieldset"> & { legend: ReactNode; hideLegend?: boolean };

/** Native radios in a fieldset: arrow keys and form posts come with the platform. */
export function RadioGroup({ legend, hideLegend = false, className, children, ...props }: RadioGroupProps) {
  return (
    <fieldset className={cn("grid min-w-0 gap-2", className)} {...props}>
      <legend className={hideLegend ? "sr-only" : "mb-2 font-medium text-sm"}>{legend}</legend>
      {children}
    </fieldset>
  );
}

type RadioCardProps = Omit<ComponentProps<"input">, "type" | "children"> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** One choice as a card with its meaning under it; the whole card is the target. */
export function RadioCard({ label, hint, className, ...props }: RadioCardProps) {
  return (
    <label
      className={cn(
        "flex cursor-pointer items-start gap-3 rounded-lg border border-border-strong bg-card px-3.5 py-3 transition-colors hover:bg-muted",
        "has-checked:border-safelight has-checked:ring-1 has-checked:ring-safelight has-checked:ring-inset has-checked:hover:bg-card has-disabled:cursor-not-allowed has-disabled:opacity-50",
        className,
      )}
    >
      <input
        type="radio"
        className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-input bg-card checked:border-[5px] checked:border-safelight"
        {...props}
      />
      <span className="grid gap-0.5">
        <span className="font-medium text-sm leading-5">{label}</span>
        {hint && <span className="text-meta text-muted-foreground">{hint}</span>}
      </span>
    </label>
  );
}
