import { cn } from "@/lib/cn";

/** The mark: a D that is a safelight lamp, the one light in a dark room. The same in both themes. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cn("size-6 shrink-0", className)}>
      <rect
        x="1"
        y="1"
        width="22"
        height="22"
        rx="5.5"
        className="fill-[oklch(0.225_0.008_60)] dark:fill-accent"
      />
      <path d="M7 6h5a6 6 0 0 1 0 12H7z" className="fill-[oklch(0.655_0.205_35)]" />
    </svg>
  );
}

/** Mark and name. */
export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2.5 font-semibold text-[0.9375rem] tracking-tight",
        className,
      )}
    >
      <LogoMark />
      Darkroom
    </span>
  );
}
