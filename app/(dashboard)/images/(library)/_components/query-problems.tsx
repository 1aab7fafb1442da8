import { Info } from "lucide-react";
import type { Part } from "@/lib/images/query-language";
import type { ImagePage } from "@/lib/images/schema";
import { problemsOf } from "@/lib/query/language";

/** What of the question was not understood, and what to write instead. Nothing is ever left out in silence. */
export function QueryProblems({ parts, people }: { parts: Part[]; people: ImagePage["people"] }) {
  const strangers = people
    .filter(({ names }) => names.length === 0)
    .map(({ asked }) => ({ text: `by:${asked}`, message: "Nobody here has that name." }));
  const problems = [...problemsOf(parts), ...strangers];
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
