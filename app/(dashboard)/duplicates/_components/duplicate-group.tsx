import Link from "next/link";
import { KeepOne } from "@/app/(dashboard)/duplicates/_components/keep-one";
import { ImageStateBadge } from "@/components/image-state";
import { Thumb } from "@/components/thumb";
import { Time } from "@/components/time";
import type { DuplicateGroup } from "@/lib/duplicates/schema";
import { formatCount } from "@/lib/format";

/** One file and its copies, the oldest first. */
export function DuplicateGroupRow({ group, canTrash }: { group: DuplicateGroup; canTrash: boolean }) {
  const { count, images } = group;
  const [first] = images;
  return (
    <section
      aria-label={`${first?.name ?? "A file"}, stored ${formatCount(count)} times`}
      className="flex flex-wrap items-start gap-x-5 gap-y-4 rounded-xl border bg-card p-4"
    >
      <Thumb
        src={first?.thumbUrl ?? null}
        alt={first?.altText || first?.name || ""}
        width={first?.width ?? null}
        height={first?.height ?? null}
        placeholder={first?.placeholder}
        className="h-28 w-40 shrink-0 rounded-md"
        inset="p-1"
      />
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <ul className="divide-y">
          {images.map((image) => (
            <li key={image.id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-2">
              <Link
                href={`/images/${image.id}`}
                title={image.name}
                className="hit-area min-w-0 max-w-full truncate font-medium text-sm hover:underline"
              >
                {image.name}
              </Link>
              <ImageStateBadge image={image} />
              <span className="text-meta text-muted-foreground">
                {image.liveLinks > 0 && `${formatCount(image.liveLinks, "live link")}, `}
                <Time value={image.createdAt} show="relative" />, {image.uploadedBy}
              </span>
              {canTrash && (
                <KeepOne
                  copy={{
                    name: image.name,
                    createdAt: image.createdAt,
                    uploadedBy: image.uploadedBy,
                    liveLinks: image.liveLinks,
                  }}
                  count={count}
                  others={images.flatMap(({ id, state }) =>
                    id !== image.id && state === "ready" ? [id] : [],
                  )}
                />
              )}
            </li>
          ))}
        </ul>
        {count > images.length && (
          <p className="text-meta text-muted-foreground">
            And {formatCount(count - images.length, "more copy", "more copies")}.
          </p>
        )}
      </div>
    </section>
  );
}
