import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type StatProps = {
  label: ReactNode;
  value: ReactNode;
  hint?: ReactNode;
  /** An icon in the colour of its state. */
  icon?: ReactNode;
  /** The list behind the number. */
  href?: string;
  className?: string;
};

/** A number that answers a question, and the way to what it counts. */
export function Stat({ label, value, hint, icon, href, className }: StatProps) {
  const body = (
    <>
      <span className="flex items-center gap-1.5 text-meta text-muted-foreground [&_svg]:size-3.5">
        {icon}
        {label}
      </span>
      <span className="tabular mt-1 block font-semibold text-2xl leading-8 tracking-tight">{value}</span>
      {hint && <span className="mt-0.5 block text-muted-foreground text-xs">{hint}</span>}
    </>
  );
  const look = cn("block min-w-0 bg-card px-4 py-3.5", className);
  if (!href) return <div className={look}>{body}</div>;
  return (
    <Link
      href={href}
      className={cn(
        look,
        "transition-colors hover:bg-muted focus-visible:z-10 focus-visible:-outline-offset-2",
      )}
    >
      {body}
    </Link>
  );
}

/** Stats side by side with hairlines between them, two by two on a phone. */
export function StatGroup({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div
      className={cn(
        "grid grid-cols-2 gap-px overflow-hidden rounded-xl border bg-border sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none",
        className,
      )}
    >
      {children}
    </div>
  );
}
