import { cn } from "@/lib/cn";

type ProgressProps = {
  /** What is progressing, for a screen reader. */
  label: string;
  /** Leave out while the end is not known. */
  value?: number;
  max?: number;
  tone?: "neutral" | "sealed" | "danger";
  className?: string;
};

const fill = { neutral: "bg-foreground", sealed: "bg-sealed", danger: "bg-danger" };

export function Progress({ label, value, max = 100, tone = "neutral", className }: ProgressProps) {
  const share = value === undefined ? undefined : Math.min(100, Math.max(0, (value / max) * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-border", className)}
    >
      <div
        className={cn(
          "h-full rounded-full transition-[width] duration-150",
          fill[tone],
          share === undefined && "w-1/3 animate-pulse",
        )}
        style={share === undefined ? undefined : { width: `${share}%` }}
      />
    </div>
  );
}
