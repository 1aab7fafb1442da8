import { CircleDashed, Clock, Eye, Globe, Lock } from "lucide-react";
import { badgeVariants } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import type { Exposure } from "@/lib/exposure/schema";
import { formatList } from "@/lib/format";

/** The one place that says how an exposure looks: word, icon and colour together, never a colour alone. */
export const exposureLooks = {
  sealed: { word: "Sealed", icon: Lock, text: "text-sealed", hint: "Only signed links reach it" },
  exposed: { word: "Exposed", icon: Eye, text: "text-exposed", hint: "Private, but readable by anyone" },
  open: { word: "Open", icon: Globe, text: "text-open", hint: "Public: anyone with the address can see it" },
  pending: { word: "Pending", icon: Clock, text: "text-pending", hint: "Its upload is not finished" },
  unknown: {
    word: "Unknown",
    icon: CircleDashed,
    text: "text-unknown",
    hint: "Cloudflare has not been heard from lately",
  },
} as const satisfies Record<Exposure, { word: string; icon: typeof Lock; text: string; hint: string }>;

type ExposureBadgeProps = {
  exposure: Exposure;
  /** Names of the always-public variants that open it. */
  via?: string[];
  /** Open, and nothing can change that: its id at Cloudflare was chosen by somebody. */
  forEver?: boolean;
  /** `plain` drops the ground, for dense rows; `icon` is for a corner of a tile, the word stays for readers. */
  look?: "badge" | "plain" | "icon";
  className?: string;
};

/** Who can see a picture, in a word. */
export function ExposureBadge({
  exposure,
  via = [],
  forEver = false,
  look = "badge",
  className,
}: ExposureBadgeProps) {
  const { word, icon: Icon, text, hint } = exposureLooks[exposure];
  const through = forEver
    ? ", never private"
    : exposure === "exposed" && via.length > 0
      ? ` through ${formatList(via)}`
      : "";
  if (look === "icon") {
    return (
      <span
        title={`${word}${through}. ${hint}.`}
        className={cn(
          "inline-flex size-6 items-center justify-center rounded-full bg-card shadow-raised",
          text,
          className,
        )}
      >
        <Icon aria-hidden className="size-3.5" />
        <span className="sr-only">{`${word}${through}`}</span>
      </span>
    );
  }
  return (
    <span
      title={`${word}${through}. ${hint}.${forEver ? " Its id at Cloudflare was chosen by somebody, and such images stay public." : ""}`}
      className={cn(
        look === "badge"
          ? badgeVariants({ tone: exposure })
          : `inline-flex items-center gap-1.5 font-medium text-meta ${text}`,
        through ? "min-w-0 max-w-full shrink" : "shrink-0",
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {/* The word is the answer and never gives way; what it opens through may. */}
      <span className="shrink-0">{word}</span>
      {through && (
        <span className={cn("truncate font-normal", forEver ? "-ml-1.5" : "-ml-0.5")}>{through.trim()}</span>
      )}
    </span>
  );
}
