import Link from "next/link";
import { Thumb } from "@/components/thumb";
import type { CollectionSummary } from "@/lib/collections/schema";
import { formatCount } from "@/lib/format";

export function CollectionTile({
  collection: { id, name, images, cover, description },
}: {
  collection: CollectionSummary;
}) {
  return (
    <Link
      href={`/collections/${id}`}
      className="block h-full overflow-hidden rounded-lg border bg-card transition-colors hover:border-border-strong focus-visible:-outline-offset-2"
    >
      {cover ? (
        <Thumb
          src={cover.thumbUrl}
          alt=""
          width={cover.width}
          height={cover.height}
          placeholder={cover.placeholder}
          className="aspect-[4/3] [&_.sr-only]:hidden"
          inset="p-2.5"
        />
      ) : (
        <span className="mat grid aspect-[4/3] place-items-center text-meta text-muted-foreground">
          No picture yet
        </span>
      )}
      <span className="grid gap-0.5 px-3 pt-2.5 pb-3">
        <span className="truncate font-medium text-sm" title={name}>
          {name}
        </span>
        <span className="tabular text-meta text-muted-foreground">{formatCount(images, "image")}</span>
        {description && <span className="line-clamp-2 text-meta text-muted-foreground">{description}</span>}
      </span>
    </Link>
  );
}
