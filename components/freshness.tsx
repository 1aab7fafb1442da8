import { Calculator, Flag, RefreshCw, ScanEye } from "lucide-react";
import type { ReactNode } from "react";
import { Time } from "@/components/time";
import { cn } from "@/lib/cn";
import type { KnownBy } from "@/lib/exposure/schema";

const bases = {
  measured: { word: "Measured", icon: ScanEye, hint: "A real request was made to the delivery host" },
  calculated: {
    word: "Calculated",
    icon: Calculator,
    hint: "It follows from the image's flag and the variants",
  },
  declared: { word: "Declared", icon: Flag, hint: "The image's flag at Cloudflare says so" },
} as const satisfies Record<KnownBy, { word: string; icon: typeof Flag; hint: string }>;

type FreshnessProps = {
  /** How it is known; leave out for plain data. */
  knownBy?: KnownBy;
  /** When it was last true; null if we never heard. */
  asOf: Date | string | null;
  /** Too old to be relied on: says so, and the action beside it should refresh. */
  stale?: boolean;
  action?: ReactNode;
  className?: string;
};

/** How a thing is known and how old that is: "Measured 4 minutes ago". */
export function Freshness({ knownBy, asOf, stale = false, action, className }: FreshnessProps) {
  const basis = knownBy && bases[knownBy];
  const Icon = basis?.icon ?? RefreshCw;
  return (
    <span
      className={cn(
        "inline-flex flex-wrap items-center gap-x-2 gap-y-1 text-meta",
        stale ? "text-ending" : "text-muted-foreground",
        className,
      )}
    >
      <span className="inline-flex items-center gap-1.5" title={basis && `${basis.hint}.`}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {asOf ? (
          <span>
            {stale ? "Out of date: " : ""}
            {basis ? `${stale ? basis.word.toLowerCase() : basis.word} ` : stale ? "as of " : "As of "}
            <Time value={asOf} show="relative" />
          </span>
        ) : (
          <span>Not heard from Cloudflare yet</span>
        )}
      </span>
      {action}
    </span>
  );
}
