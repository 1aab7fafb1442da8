import Link from "next/link";
import { memo } from "react";
import { LiveLinks } from "@/app/(dashboard)/images/(library)/_components/live-links";
import { PickBox } from "@/app/(dashboard)/images/(library)/_components/pick-box";
import { ImageStateBadge } from "@/components/image-state";
import { Thumb } from "@/components/thumb";
import { cn } from "@/lib/cn";
import type { ImageCard } from "@/lib/images/schema";

/** A compact tile keeps word and number whole: the end of a link is left out, and a phone's badge is smaller. */
const smallMarks = [
  "in-data-[density=compact]:gap-1 in-data-[density=compact]:[&_[data-end]]:hidden",
  "max-sm:in-data-[density=compact]:[&>:first-child]:gap-1 max-sm:in-data-[density=compact]:[&>:first-child]:px-1.5",
  "max-sm:in-data-[density=compact]:[&>:first-child]:text-2xs",
];

type ImageTileProps = { image: ImageCard; selectable: boolean; eager: boolean };

/** One picture, its name, who can see it and who was let in. `data-*` is what selection and closer look read. */
export const ImageTile = memo(function ImageTile({ image, selectable, eager }: ImageTileProps) {
  return (
    <article
      data-image={image.id}
      data-name={image.name}
      data-view={image.viewUrl ?? undefined}
      data-alt={image.altText || undefined}
      data-exposure={image.exposure.exposure}
      data-sentence={image.state === "failed" ? (image.failure ?? undefined) : image.exposure.sentence}
      className="group/tile relative h-full overflow-hidden rounded-lg border bg-card transition-colors hover:border-border-strong has-checked:border-safelight has-checked:ring-1 has-checked:ring-safelight"
    >
      <Link
        href={`/images/${image.id}`}
        // A thousand of them may come into sight; each would be asked for ahead.
        prefetch={false}
        data-stop=""
        className="block h-full scroll-mt-6 scroll-mb-24 rounded-lg focus-visible:-outline-offset-2"
      >
        {image.state === "failed" ? (
          <FailedMat image={image} />
        ) : (
          <Thumb
            src={image.thumbUrl}
            alt={image.altText || image.name}
            width={image.width}
            height={image.height}
            placeholder={image.placeholder}
            eager={eager}
            className="aspect-[4/3]"
            inset="p-2.5 in-data-[density=compact]:p-1.5"
          />
        )}
        <span className="grid gap-1.5 px-3 pt-2.5 pb-3 in-data-[density=compact]:gap-1 in-data-[density=compact]:px-1.5 in-data-[density=compact]:pt-1.5 in-data-[density=compact]:pb-2">
          <span
            className="truncate font-medium text-sm in-data-[density=compact]:text-meta"
            title={image.name}
          >
            {image.name}
          </span>
          <span className={cn("flex min-w-0 items-center justify-between gap-2", smallMarks)}>
            <ImageStateBadge image={image} />
            <LiveLinks image={image} />
          </span>
        </span>
      </Link>
      {selectable && (
        <PickBox
          name={image.name}
          className="absolute top-2.5 left-2.5 opacity-0 shadow-raised transition-opacity focus-visible:opacity-100 group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 group-data-picking/picks:opacity-100 checked:opacity-100 pointer-coarse:opacity-100"
        />
      )}
    </article>
  );
});

function FailedMat({ image }: { image: ImageCard }) {
  return (
    <span className="mat flex aspect-[4/3] flex-col justify-center gap-1 overflow-hidden px-4 text-xs in-data-[density=compact]:px-2 pointer-coarse:pt-9 sm:text-meta">
      <span className="line-clamp-2 sm:line-clamp-3">
        {image.failure ?? "Cloudflare did not receive it."}
      </span>
      <span className="text-muted-foreground">Drop the file again.</span>
    </span>
  );
}
