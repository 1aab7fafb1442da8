import Link from "next/link";
import { memo } from "react";
import { columnClasses } from "@/app/(dashboard)/images/(library)/_components/column-classes";
import { LiveLinks } from "@/app/(dashboard)/images/(library)/_components/live-links";
import { PickBox } from "@/app/(dashboard)/images/(library)/_components/pick-box";
import { ImageStateBadge } from "@/components/image-state";
import { Thumb } from "@/components/thumb";
import { Time } from "@/components/time";
import { Td } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { formatBytes, formatPixels } from "@/lib/format";
import type { ImageCard } from "@/lib/images/schema";

type ImageRowProps = {
  image: ImageCard;
  selectable: boolean;
  eager: boolean;
  /** The row's number in the whole table, where that is known. */
  index: number | undefined;
  /** The cursor of the reading that begins here. */
  reading: string | undefined;
};

export const ImageRow = memo(function ImageRow({ image, selectable, eager, index, reading }: ImageRowProps) {
  return (
    <tr
      aria-rowindex={index}
      data-reading={reading}
      data-image={image.id}
      data-name={image.name}
      data-view={image.viewUrl ?? undefined}
      data-alt={image.altText || undefined}
      data-exposure={image.exposure.exposure}
      data-sentence={image.state === "failed" ? (image.failure ?? undefined) : image.exposure.sentence}
      className="relative border-b transition-colors hover:bg-muted/70 has-checked:bg-safelight-soft"
    >
      {selectable && (
        <Td data-pick-cell="" className="relative z-10 cursor-default pr-0">
          <PickBox name={image.name} className="block" />
        </Td>
      )}
      <Td className="py-1.5">
        <Thumb
          src={image.thumbUrl}
          alt=""
          width={image.width}
          height={image.height}
          placeholder={image.placeholder}
          eager={eager}
          className="h-10 w-14 rounded-sm [&_.sr-only]:hidden"
          inset="p-0.5"
        />
      </Td>
      <Td className="overflow-hidden">
        <Link
          href={`/images/${image.id}`}
          // A thousand of them may come into sight; each would be asked for ahead.
          prefetch={false}
          data-stop=""
          title={image.name}
          // The whole row is the target; the box above it stays its own.
          className="block scroll-mt-6 scroll-mb-28 truncate rounded-sm font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2"
        >
          {image.name}
        </Link>
        {image.state === "failed" && (
          <p className="truncate text-muted-foreground text-xs">
            {image.failure ?? "Cloudflare did not receive it."} Drop the file again.
          </p>
        )}
      </Td>
      <Td className={cn("overflow-hidden", columnClasses.exposure)}>
        <ImageStateBadge image={image} />
      </Td>
      <Td className={cn("whitespace-nowrap", columnClasses.links)}>
        {image.liveLinks > 0 ? (
          <LiveLinks image={image} />
        ) : (
          <span className="text-muted-foreground">None</span>
        )}
      </Td>
      <Td title={image.uploadedBy} className={cn("truncate text-muted-foreground", columnClasses.by)}>
        {image.uploadedBy}
      </Td>
      <Td className={cn("whitespace-nowrap text-muted-foreground", columnClasses.added)}>
        <Time value={image.createdAt} show="short" />
      </Td>
      <Td className={cn("whitespace-nowrap text-right text-muted-foreground", columnClasses.size)}>
        {image.bytes === null ? "" : formatBytes(image.bytes)}
        {image.width !== null && image.height !== null && (
          <span className="block text-xs">{formatPixels(image.width, image.height)}</span>
        )}
      </Td>
    </tr>
  );
});
