import type { ReactNode } from "react";

type SectionProps = { id: string; title: string; sentence: ReactNode; children: ReactNode };

/** What it is at the left, the thing itself at the right; one under the other where there is no room. */
export function Section({ id, title, sentence, children }: SectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid gap-x-10 gap-y-4 py-8 lg:grid-cols-[16rem_minmax(0,42rem)]"
    >
      <div>
        <h2 id={`${id}-title`} className="font-semibold text-sm">
          {title}
        </h2>
        <p className="mt-1 text-meta text-muted-foreground">{sentence}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
