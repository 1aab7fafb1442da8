import Link from "next/link";
import { ExposureBadge } from "@/components/exposure-badge";
import { Thumb } from "@/components/thumb";
import type { ImageCard } from "@/lib/images/schema";

/** The newest pictures with who can see them: under the answer, something to recognise. */
export function Latest({ images }: { images: ImageCard[] }) {
  const pictured = images.filter(({ thumbUrl }) => thumbUrl).slice(0, 8);
  if (pictured.length === 0) return null;
  return (
    <section aria-labelledby="latest" className="pt-8">
      <div className="flex items-baseline justify-between gap-3 pb-3">
        <h2 id="latest" className="font-semibold text-base">
          Latest
        </h2>
        <Link href="/images" className="hit-area text-meta text-muted-foreground hover:text-foreground">
          All images
        </Link>
      </div>
      <ul className="grid grid-cols-4 gap-2 sm:gap-3 lg:grid-cols-8">
        {pictured.map((image) => (
          <li key={image.id}>
            <Link
              href={`/images/${image.id}`}
              title={image.name}
              className="relative block overflow-hidden rounded-lg border transition-colors hover:border-border-strong"
            >
              <Thumb
                src={image.thumbUrl}
                alt={image.altText || image.name}
                width={image.width}
                height={image.height}
                placeholder={image.placeholder}
                className="aspect-square"
                inset="p-1.5"
              />
              <ExposureBadge
                exposure={image.exposure.exposure}
                via={image.exposure.via}
                look="icon"
                className="absolute right-1.5 bottom-1.5"
              />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
