import { CircleAlert, CloudAlert, PencilLine } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/copy-button";
import { cn } from "@/lib/cn";

const faults = {
  you: { word: "Something to correct", icon: PencilLine, tone: "text-ending" },
  us: { word: "Our fault", icon: CircleAlert, tone: "text-danger" },
  cloudflare: { word: "Cloudflare's side", icon: CloudAlert, tone: "text-exposed" },
} as const;

type ErrorPanelProps = {
  /** Whose side it is on. Never guess: unknown errors are ours. */
  fault: keyof typeof faults;
  /** What did not happen. */
  title: string;
  sentence?: ReactNode;
  /** What is safe: "Your changes are still in the form." */
  kept?: ReactNode;
  /** The next step, in words; put the button for it in `actions`. */
  next?: ReactNode;
  /** What the developer can find it by. */
  reference?: string;
  actions?: ReactNode;
  className?: string;
};

/** A failure with everything a person needs to stop worrying and go on. */
export function ErrorPanel({
  fault,
  title,
  sentence,
  kept,
  next,
  reference,
  actions,
  className,
}: ErrorPanelProps) {
  const { word, icon: Icon, tone } = faults[fault];
  return (
    <section role="alert" className={cn("flex gap-3.5 rounded-xl border bg-card p-5", className)}>
      <Icon aria-hidden className={cn("mt-0.5 size-5 shrink-0", tone)} />
      <div className="grid min-w-0 flex-1 gap-3">
        <div>
          <p className={cn("font-medium text-xs", tone)}>{word}</p>
          <h2 className="mt-0.5 font-semibold text-base leading-6">{title}</h2>
          {sentence && <p className="mt-0.5 max-w-prose text-muted-foreground text-sm">{sentence}</p>}
        </div>
        {(kept || next) && (
          <dl className="grid max-w-prose gap-1.5 text-sm">
            {kept && <Line label="Kept">{kept}</Line>}
            {next && <Line label="Next">{next}</Line>}
          </dl>
        )}
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        {reference && (
          <p className="flex items-center gap-1 text-muted-foreground text-xs">
            Reference <code className="font-mono text-foreground">{reference}</code>
            <CopyButton
              iconOnly
              value={reference}
              label="Copy reference"
              className="size-6 pointer-coarse:size-11"
            />
          </p>
        )}
      </div>
    </section>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="w-10 shrink-0 text-muted-foreground">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
