import Link from "next/link";
import { Thumb } from "@/components/thumb";
import { formatCount } from "@/lib/format";
import type { LinkEntry } from "@/lib/links/schema";

/** What the link shows, in its order. */
export function EntryPictures({ link }: { link: LinkEntry }) {
  const total = link.items.length;
  return (
    <section aria-label="Pictures" className="grid min-w-0 gap-3">
      <ul className={total === 1 ? "grid max-w-xl" : "grid grid-cols-2 gap-3 sm:grid-cols-3"}>
        {link.items.map(({ position, imageId, name, variantId, thumbUrl, width, height, placeholder }) => (
          <li key={position} className="min-w-0 overflow-hidden rounded-lg border bg-card">
            <Thumb
              src={thumbUrl}
              alt={name}
              width={width}
              height={height}
              placeholder={placeholder}
              className="aspect-[4/3]"
              inset="p-2"
            />
            <p className="grid px-3 py-2 text-sm">
              {imageId ? (
                <Link
                  href={`/images/${imageId}`}
                  prefetch={false}
                  className="truncate font-medium hover:underline"
                >
                  {name}
                </Link>
              ) : (
                <span className="truncate text-muted-foreground">{name} (deleted)</span>
              )}
              <span className="truncate text-meta text-muted-foreground">in {variantId}</span>
            </p>
          </li>
        ))}
      </ul>
      {total === 200 && (
        <p className="text-meta text-muted-foreground">
          The first 200 are shown. The link holds {formatCount(link.images, "image")}.
        </p>
      )}
    </section>
  );
}
