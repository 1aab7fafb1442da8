import { ImageTile } from "@/app/(dashboard)/images/(library)/_components/image-tile";
import type { ImageCard } from "@/lib/images/schema";

/** Columns that fill the width; a tile is never narrower than a picture can be recognised in. */
export const gridClasses =
  "grid grid-cols-[repeat(auto-fill,minmax(min(100%,9.5rem),1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] sm:gap-4";

/** Uniform tiles, the whole picture on a mat. */
export function ImageGrid({ images, selectable }: { images: ImageCard[]; selectable: boolean }) {
  return (
    <ul aria-label="Images" className={gridClasses}>
      {images.map((image, at) => (
        <li key={image.id} className="min-w-0">
          <ImageTile image={image} selectable={selectable} eager={at < 10} />
        </li>
      ))}
    </ul>
  );
}
