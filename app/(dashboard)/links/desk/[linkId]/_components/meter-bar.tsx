import { cn } from "@/lib/cn";
import type { Meter } from "@/lib/revocation/schema";

const steps = [1, 2, 3] as const;
const tones = { 0: "", 1: "bg-exposed", 2: "bg-ending", 3: "bg-sealed" } as const;

/** How much can still be stopped: three parts is at once and alone. The sentence says it; the bar only shows it. */
export function MeterBar({ meter: { level, sentence } }: { meter: Meter }) {
  return (
    <div className="grid gap-2">
      <div aria-hidden className="grid grid-cols-3 gap-1">
        {steps.map((step) => (
          <span
            key={step}
            className={cn("h-1.5 rounded-full", step <= level ? tones[level] : "bg-quiet-soft")}
          />
        ))}
      </div>
      <p className="font-medium text-sm">{sentence}</p>
    </div>
  );
}
