import type { ReactNode } from "react";
import { EmptyArt, type EmptyArtKind } from "@/components/empty-art";
import { cn } from "@/lib/cn";

type EmptyStateProps = {
  title: string;
  /** What this place is for, or why it is empty. */
  sentence: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
  /** prints: nothing yet; matches: the filters leave nothing; quiet: nothing needs doing; closed: not allowed. */
  art?: EmptyArtKind;
  className?: string;
};

/** An empty room that says what it is. */
export function EmptyState({ title, sentence, action, art, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 py-14 text-center", className)}>
      {art && <EmptyArt kind={art} className="mb-5" />}
      <h2 className="font-semibold text-base">{title}</h2>
      <p className="mt-1 max-w-md text-muted-foreground text-sm">{sentence}</p>
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
