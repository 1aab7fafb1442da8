import { Check } from "lucide-react";
import { cn } from "@/lib/cn";
import { rotationStep } from "@/lib/keys/rules";
import type { KeyRow } from "@/lib/keys/schema";

const steps = [
  { id: "spare", title: "Add a spare", text: "A second key; nothing hangs on it." },
  { id: "choose", title: "Sign with it", text: "Everything new, from that moment on." },
  { id: "drain", title: "Let the old one drain", text: "Its links end by themselves, one by one." },
  { id: "delete", title: "Delete it", text: "By itself when the last link has ended." },
] as const;

/** The four steps of a rotation without victims, and which is next. */
export function Rotation({ keys }: { keys: KeyRow[] }) {
  const next = rotationStep(keys);
  const at = steps.findIndex(({ id }) => id === next);
  return (
    <section aria-labelledby="rotation" className="pb-6">
      <h2 id="rotation" className="pb-3 font-semibold text-sm">
        Rotating without victims
      </h2>
      <ol className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map(({ id, title, text }, index) => (
          <li
            key={id}
            aria-current={index === at ? "step" : undefined}
            className={cn(
              "flex gap-3 rounded-lg border p-3 text-sm",
              index === at ? "border-border-strong bg-card" : "text-muted-foreground",
            )}
          >
            <span
              aria-hidden
              className={cn(
                "tabular flex size-6 shrink-0 items-center justify-center rounded-full font-semibold text-xs",
                index < at
                  ? "bg-sealed-soft text-sealed"
                  : index === at
                    ? "bg-foreground text-background"
                    : "bg-quiet-soft text-quiet",
              )}
            >
              {index < at ? <Check className="size-3.5" /> : index + 1}
            </span>
            <span>
              <span className="block font-medium">{title}</span>
              <span className="block text-meta text-muted-foreground">{text}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
