import { Thumb } from "@/components/thumb";
import { formatCount, formatList } from "@/lib/format";
import type { ShareImage } from "@/lib/links/choices-schema";

const shown = 6;

/** What is shared, seen, and what of the selection is not. */
export function SharedImages({ images, left }: { images: ShareImage[]; left: string[] }) {
  return (
    <section aria-label="Pictures" className="grid gap-2">
      <ul className="flex gap-1.5">
        {images.slice(0, shown).map(({ id, name, thumbUrl, width, height, placeholder }) => (
          <li key={id} className="min-w-0 max-w-20 flex-1 basis-0">
            <Thumb
              src={thumbUrl}
              alt={name}
              width={width}
              height={height}
              placeholder={placeholder}
              eager
              className="aspect-square rounded-md"
              inset="p-1"
            />
          </li>
        ))}
      </ul>
      <p className="text-meta text-muted-foreground">
        {formatCount(images.length, "picture")}
        {images.length > shown && `, ${formatCount(images.length - shown)} of them not shown here`}.
        {left.length > 0 && ` Left out, because public or unfinished: ${formatList(left)}.`}
      </p>
    </section>
  );
}
