import Link from "next/link";
import { exposureLooks } from "@/components/exposure-badge";
import { cn } from "@/lib/cn";
import { type Exposure, exposures } from "@/lib/exposure/schema";
import { formatCount } from "@/lib/format";

const fills: Record<Exposure, string> = {
  // Calmer in the dark: what is well must not outshine what is not.
  sealed: "bg-sealed dark:bg-sealed/60",
  exposed: "bg-exposed",
  open: "bg-open dark:bg-open/75",
  pending: "bg-pending/55",
  // Hatched: what we do not know must not look like an amount of something.
  unknown:
    "bg-[repeating-linear-gradient(135deg,var(--quiet)_0_2px,transparent_2px_6px)] ring-1 ring-unknown/60 ring-inset",
};

/** How the whole account divides, to scale; each number leads to the images it counts. */
export function ExposureBar({ counts }: { counts: Record<Exposure, number> }) {
  return (
    <section aria-label="Images by who can see them" className="grid gap-3">
      <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-full">
        {exposures
          .filter((exposure) => counts[exposure] > 0)
          .map((exposure) => (
            <span
              key={exposure}
              // A single exposed picture among thousands must still be seen.
              className={cn("min-w-2 rounded-[2px]", fills[exposure])}
              style={{ flexGrow: counts[exposure] }}
            />
          ))}
      </div>
      <ul className="grid gap-px overflow-hidden rounded-xl border bg-border sm:grid-cols-5">
        {exposures.map((exposure) => (
          <li key={exposure} className="bg-card">
            <ExposureCount exposure={exposure} count={counts[exposure]} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExposureCount({ exposure, count }: { exposure: Exposure; count: number }) {
  const { word, icon: Icon, text, hint } = exposureLooks[exposure];
  return (
    <Link
      href={`/images?q=is:${exposure}`}
      className="flex h-full min-h-11 items-center gap-x-3 px-4 py-1.5 transition-colors hover:bg-muted focus-visible:-outline-offset-2 sm:block sm:py-3.5"
    >
      <span
        className={cn(
          "flex flex-1 items-center gap-2 font-medium text-meta sm:gap-1.5",
          count > 0 ? text : "text-quiet",
        )}
      >
        <Icon aria-hidden className="size-4" />
        {word}
      </span>
      <span
        className={cn(
          "tabular block font-semibold text-lg tracking-tight sm:mt-1 sm:text-2xl sm:leading-8",
          count === 0 && "font-normal text-muted-foreground",
        )}
      >
        {formatCount(count)}
      </span>
      <span className="mt-0.5 hidden text-muted-foreground text-xs sm:block">{hint}</span>
    </Link>
  );
}
