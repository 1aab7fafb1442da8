import { CircleX, Trash2 } from "lucide-react";
import { ExposureBadge } from "@/components/exposure-badge";
import { badgeVariants } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import type { ImageCard } from "@/lib/images/schema";

/** Who can see it; or, where there is nothing to see, what became of it. */
export function ImageStateBadge({ image }: { image: Pick<ImageCard, "state" | "exposure" | "customId"> }) {
  if (image.state === "failed")
    return (
      <span className={cn(badgeVariants({ tone: "danger" }))}>
        <CircleX aria-hidden />
        Upload failed
      </span>
    );
  if (image.state === "deleting")
    return (
      <span className={cn(badgeVariants({ tone: "neutral" }))}>
        <Trash2 aria-hidden />
        Deleting
      </span>
    );
  const { exposure, via } = image.exposure;
  return <ExposureBadge exposure={exposure} via={via} forEver={exposure === "open" && image.customId} />;
}
