import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { WholeEnd } from "@/components/ui/whole-end";
import { cn } from "@/lib/cn";

type PageHeaderProps = {
  title: ReactNode;
  /** One sentence of state: what is true now, in numbers. */
  sentence?: ReactNode;
  /** The sentence is the answer that people came for (Exposure): it speaks louder than the title. */
  lead?: boolean;
  /** The primary action last. */
  actions?: ReactNode;
  /** How that sentence is known: a `Freshness`. */
  meta?: ReactNode;
  back?: { href: string; label: string };
  className?: string;
};

/** The top of every screen: where am I, how does it stand, what can I do. */
export function PageHeader({
  title,
  sentence,
  lead = false,
  actions,
  meta,
  back,
  className,
}: PageHeaderProps) {
  return (
    <header className={cn("flex flex-wrap items-start justify-between gap-x-8 gap-y-4 pb-6", className)}>
      <div className="min-w-0 max-w-3xl flex-1 basis-80">
        {back && (
          <Link
            href={back.href}
            className="hit-area mb-1.5 inline-flex items-center gap-1 text-meta text-muted-foreground hover:text-foreground"
          >
            <ArrowLeft aria-hidden className="size-3.5" />
            {back.label}
          </Link>
        )}
        <h1
          className={
            lead
              ? "font-medium text-muted-foreground text-sm"
              : "break-words font-semibold text-xl leading-7 tracking-tight"
          }
        >
          {title}
        </h1>
        {sentence && (
          <p
            className={
              lead
                ? "mt-1.5 text-balance font-semibold text-xl leading-7 tracking-tight sm:text-2xl sm:leading-8"
                : "mt-1 text-muted-foreground text-sm"
            }
          >
            {sentence}
          </p>
        )}
        {meta && <div className="mt-2">{meta}</div>}
      </div>
      {actions && (
        <div className="when-whole flex flex-wrap items-center gap-2">
          {actions}
          <WholeEnd />
        </div>
      )}
    </header>
  );
}

/** The same heights before the facts are there. */
export function PageHeaderSkeleton({ title, actions = 1 }: { title: string; actions?: number }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4 pb-6">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="font-semibold text-xl leading-7 tracking-tight">{title}</h1>
        <Skeleton className="mt-2 h-4 w-72 max-w-full" />
      </div>
      <div className="flex gap-2">
        {Array.from({ length: actions }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders
          <Skeleton key={at} className="h-9 w-28" />
        ))}
      </div>
    </header>
  );
}
