import { Info } from "lucide-react";

/** What of the question was not understood, and what to write instead. Nothing is ever left out in silence. */
export function QueryProblems({ problems }: { problems: { text: string; message: string }[] }) {
  return (
    <div role="status" className="empty:hidden grid gap-1 text-meta">
      {problems.map(({ text, message }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same text may be wrong twice
        <p key={at} className="flex items-baseline gap-2">
          <Info aria-hidden className="size-3.5 shrink-0 translate-y-0.5 text-muted-foreground" />
          <span>
            <code className="rounded-sm bg-accent px-1 py-0.5 font-mono text-xs">{text}</code> {message}
          </span>
        </p>
      ))}
    </div>
  );
}
