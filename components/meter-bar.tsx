import { cn } from "@/lib/cn";

type MeterBarProps = {
  /** 0: there is nothing left to stop; 3: it can be stopped at once and alone. */
  level: 0 | 1 | 2 | 3;
  sentence: string;
  /** In a row of a list: a short bar beside its words. */
  small?: boolean;
  className?: string;
};

const steps = [1, 2, 3] as const;
const tones = { 0: "", 1: "bg-exposed", 2: "bg-ending", 3: "bg-sealed" } as const;

/** How much can still be stopped: three parts is at once and alone. The sentence says it; the bar only shows it. */
export function MeterBar({ level, sentence, small, className }: MeterBarProps) {
  return (
    <div className={cn(small ? "flex items-center gap-2" : "grid gap-2", className)}>
      <div aria-hidden className={cn("grid grid-cols-3", small ? "w-9 shrink-0 gap-0.5" : "gap-1")}>
        {steps.map((step) => (
          <span
            key={step}
            className={cn(
              "rounded-full",
              small ? "h-1" : "h-1.5",
              step <= level ? tones[level] : "bg-quiet-soft",
            )}
          />
        ))}
      </div>
      <p className={small ? "truncate text-meta text-muted-foreground" : "font-medium text-sm"}>{sentence}</p>
    </div>
  );
}
