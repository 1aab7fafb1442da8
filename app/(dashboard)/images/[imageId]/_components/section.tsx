import { type ReactNode, useId } from "react";

type SectionProps = { title: string; aside?: ReactNode; children: ReactNode };

/** A heading with what belongs to it, and perhaps one small action beside the heading. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="flex min-h-8 items-center justify-between gap-3 pb-2">
        <h2 id={id} className="font-semibold text-sm">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
