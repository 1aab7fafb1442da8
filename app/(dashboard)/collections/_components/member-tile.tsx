import Link from "next/link";
import { CoverButton } from "@/app/(dashboard)/collections/_components/cover-button";
import { MoveButtons } from "@/app/(dashboard)/collections/_components/move-buttons";
import { ImageStateBadge } from "@/components/image-state";
import { Thumb } from "@/components/thumb";
import type { ImageCard } from "@/lib/images/schema";

type MemberTileProps = {
  image: ImageCard;
  /** For those who may change the collection: which one, the image's number in it, and whether it is the cover. */
  edit: { collectionId: string; place: number; isCover: boolean } | null;
};

export function MemberTile({ image, edit }: MemberTileProps) {
  const member = { id: image.id, name: image.name };
  return (
    <article className="group relative overflow-hidden rounded-lg border bg-card hover:border-border-strong">
      <Link href={`/images/${image.id}`} className="block focus-visible:-outline-offset-2">
        <Thumb
          src={image.thumbUrl}
          alt={image.altText || image.name}
          width={image.width}
          height={image.height}
          placeholder={image.placeholder}
          className="aspect-[4/3]"
          inset="p-2.5"
        />
        <span className="block truncate px-3 pt-2.5 font-medium text-sm" title={image.name}>
          {image.name}
        </span>
      </Link>
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-2 px-3 pt-1.5 pb-2">
        <ImageStateBadge image={image} />
        {edit && <MoveButtons member={member} place={edit.place} />}
      </div>
      {edit && <CoverButton collectionId={edit.collectionId} member={member} chosen={edit.isCover} />}
    </article>
  );
}
