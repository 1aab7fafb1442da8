import { Link2 } from "lucide-react";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import type { ImageCard } from "@/lib/images/schema";

/** How many links let somebody in now, and when the next of them ends. */
export function LiveLinks({ image }: { image: Pick<ImageCard, "liveLinks" | "nextEnd"> }) {
  if (image.liveLinks === 0) return null;
  return (
    <span className="inline-flex min-w-0 items-center gap-1 text-muted-foreground text-xs">
      <Link2 aria-hidden className="size-3.5 shrink-0" />
      <span className="tabular shrink-0">{formatCount(image.liveLinks)}</span>
      <span className="sr-only">{image.liveLinks === 1 ? "live link" : "live links"}</span>
      {image.nextEnd && (
        <span data-end="" className="truncate">
          <span className="sr-only">{image.liveLinks === 1 ? "ends " : "the next ends "}</span>
          <Time value={image.nextEnd} show="brief" />
        </span>
      )}
    </span>
  );
}
