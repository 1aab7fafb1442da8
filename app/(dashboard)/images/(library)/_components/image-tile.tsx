import Link from "next/link";
import { memo } from "react";
import { LiveLinks } from "@/app/(dashboard)/images/(library)/_components/live-links";
import { PickBox } from "@/app/(dashboard)/images/(library)/_components/pick-box";
import { ImageStateBadge } from "@/components/image-state";
import { Thumb } from "@/components/thumb";
import type { ImageCard } from "@/lib/images/schema";

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
      className="group/tile tile"
    >
      <Link
        href={`/images/${image.id}`}
        // A thousand of them may come into sight; each would be asked for ahead.
        prefetch={false}
        data-stop=""
        className="tile-door"
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
            className="tile-mat"
            inset=""
          />
        )}
        <span className="tile-words">
          <span className="tile-name" title={image.name}>
            {image.name}
          </span>
          <span className="tile-marks">
            <ImageStateBadge image={image} />
            <LiveLinks image={image} />
          </span>
        </span>
      </Link>
      {selectable && <PickBox name={image.name} className="tile-pick" />}
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
