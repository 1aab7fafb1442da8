import { CircleCheck, CirclePause, CircleSlash, LoaderCircle } from "lucide-react";
import { badgeVariants } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import type { ImportState } from "@/lib/import/schema";

const looks = {
  running: { word: "Running", icon: LoaderCircle, tone: "pending" },
  paused: { word: "Paused", icon: CirclePause, tone: "ending" },
  done: { word: "Done", icon: CircleCheck, tone: "sealed" },
  cancelled: { word: "Cancelled", icon: CircleSlash, tone: "neutral" },
} as const satisfies Record<ImportState, { word: string; icon: typeof CircleCheck; tone: string }>;

/** How an import stands, in a word. */
export function StateBadge({ state }: { state: ImportState }) {
  const { word, icon: Icon, tone } = looks[state];
  return (
    <span className={cn(badgeVariants({ tone }))}>
      <Icon aria-hidden />
      {word}
    </span>
  );
}
