import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const shape =
  "inline-flex h-8 max-w-full shrink-0 items-center gap-1.5 rounded-full border px-3 text-meta transition-colors pointer-coarse:h-11 [&_svg]:size-3.5 [&_svg]:shrink-0";

/** Chips in a row: it wraps on a desk and scrolls sideways under a thumb instead of filling the screen. */
export function ChipBar({
  label,
  children,
  className,
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <nav
      aria-label={label}
      className={cn(
        "flex items-center gap-2 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 max-sm:[scrollbar-width:none] sm:flex-wrap",
        className,
      )}
    >
      {children}
    </nav>
  );
}

type ChipProps = {
  children: ReactNode;
  /** The address with this filter switched: filters live in the URL. */
  href: string;
  selected?: boolean;
  count?: string;
  className?: string;
};

/** A filter that can be on or off. */
export function Chip({ children, href, selected = false, count, className }: ChipProps) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={selected ? "true" : undefined}
      className={cn(
        shape,
        selected
          ? "border-foreground bg-foreground font-medium text-background"
          : "border-border-strong bg-card hover:bg-accent",
        className,
      )}
    >
      {children}
      {count && (
        <span className={cn("tabular", selected ? "opacity-75" : "text-muted-foreground")}>{count}</span>
      )}
    </Link>
  );
}

/** A filter in force, with the way out: `removeHref` is the address without it. */
export function FilterChip({
  label,
  children,
  removeHref,
}: {
  label: string;
  children?: ReactNode;
  removeHref: string;
}) {
  return (
    <span className={cn(shape, "border-border-strong bg-card pr-1.5")}>
      <span className={children ? "text-muted-foreground" : "truncate font-medium"}>{label}</span>
      {children && <span className="truncate font-medium">{children}</span>}
      <Link
        href={removeHref}
        scroll={false}
        aria-label={`Remove filter: ${label}`}
        className="hit-area flex size-5 items-center justify-center rounded-full text-muted-foreground hover:bg-accent hover:text-foreground"
      >
        <X aria-hidden />
      </Link>
    </span>
  );
}

/** A tag on a picture; a link when there is somewhere to go. */
export function Tag({ children, href }: { children: ReactNode; href?: string }) {
  const look = "inline-flex h-6 max-w-full items-center rounded-sm bg-accent px-2 text-xs";
  const text = <span className="truncate">{children}</span>;
  if (!href) return <span className={look}>{text}</span>;
  return (
    <Link href={href} className={cn(look, "hit-area hover:bg-border")}>
      {text}
    </Link>
  );
}
