import type { ReactNode } from "react";

/** What this door is, and one sentence that says what happens behind it. */
export function DoorHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-7 grid gap-1.5">
      <h1 className="font-semibold text-2xl leading-8 tracking-tight">{title}</h1>
      {children && <p className="text-muted-foreground text-sm">{children}</p>}
    </header>
  );
}
