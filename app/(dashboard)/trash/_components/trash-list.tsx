import Link from "next/link";
import { TrashActions } from "@/app/(dashboard)/trash/_components/trash-actions";
import { TrashPick } from "@/app/(dashboard)/trash/_components/trash-picks";
import { ImageStateBadge } from "@/components/image-state";
import { Thumb } from "@/components/thumb";
import { Time } from "@/components/time";
import { formatCount } from "@/lib/format";
import type { TrashedImage } from "@/lib/trash/queries";

/** What lies in the trash, a row each: what it is, when it goes, what still opens it, and the two ways out. */
export function TrashList({ images }: { images: TrashedImage[] }) {
  return (
    <ul aria-label="Images in the trash" className="divide-y overflow-hidden rounded-xl border bg-card">
      {images.map((image) => (
        <li key={image.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
          {image.state === "ready" && <TrashPick id={image.id} name={image.name} />}
          <Thumb
            src={image.thumbUrl}
            alt=""
            width={image.width}
            height={image.height}
            placeholder={image.placeholder}
            className="h-12 w-16 shrink-0 rounded-sm [&_.sr-only]:hidden"
            inset="p-0.5"
          />
          <div className="grid min-w-0 flex-1 basis-56 gap-0.5">
            <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
              <Link
                href={`/images/${image.id}`}
                title={image.name}
                className="hit-area min-w-0 truncate font-medium text-sm hover:underline"
              >
                {image.name}
              </Link>
              <ImageStateBadge image={image} />
            </div>
            <p className="text-meta text-muted-foreground">
              {image.state === "deleting" ? (
                "Cloudflare has not confirmed the deletion yet. Darkroom keeps asking."
              ) : (
                <>
                  Gone for good <Time value={image.purgeAt} show="relative" />; moved here{" "}
                  <Time value={image.trashedAt} show="relative" />
                  {image.trashedBy && ` by ${image.trashedBy}`}
                </>
              )}
            </p>
            {image.openedBy > 0 && (
              <p className="text-exposed text-meta">
                {formatCount(image.openedBy, "direct link still opens", "direct links still open")} it.
                Deleting it for good ends {image.openedBy === 1 ? "it" : "them"} at once.
              </p>
            )}
          </div>
          {image.state === "ready" && (
            <TrashActions
              image={{
                id: image.id,
                name: image.name,
                openedBy: image.openedBy,
                picture: { src: image.thumbUrl, alt: image.name, width: image.width, height: image.height },
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
