import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** Names and values in two columns. */
export function FactList({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cn("divide-y text-sm", className)}>{children}</dl>;
}

/** One fact. `action` is what can be done with the value, such as copying it. */
export function Fact({
  label,
  children,
  action,
}: {
  label: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex min-h-10 items-baseline gap-4 py-2">
      <dt className="w-28 shrink-0 text-meta text-muted-foreground">{label}</dt>
      <dd className="tabular flex min-w-0 flex-1 items-center justify-between gap-2">
        <span className="min-w-0 break-words">{children}</span>
        {action}
      </dd>
    </div>
  );
}
