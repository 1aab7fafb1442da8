import { ImageTile } from "@/app/(dashboard)/images/(library)/_components/image-tile";
import type { Shown } from "@/app/(dashboard)/images/(library)/stretches";

/** Columns that fill the width; a tile is never narrower than a picture can be recognised in. */
export const gridClasses = [
  "grid grid-cols-[repeat(auto-fill,minmax(min(100%,9.5rem),1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] sm:gap-4",
  "in-data-[density=compact]:grid-cols-[repeat(auto-fill,minmax(6.25rem,1fr))] in-data-[density=compact]:gap-2 sm:in-data-[density=compact]:grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] sm:in-data-[density=compact]:gap-2.5",
].join(" ");

export type ImagesProps = {
  shown: Shown[];
  /** How many the whole list has, where that is known exactly, and whether the first shown is its first. */
  total: number | null;
  fromStart: boolean;
  /** The reading that the server drew: its first pictures are in the first window and do not wait. */
  drawn: string | null;
  selectable: boolean;
};

/** Uniform tiles, the whole picture on a mat. */
export function ImageGrid({ shown, total, fromStart, drawn, selectable }: ImagesProps) {
  return (
    <ul aria-label="Images" className={gridClasses}>
      {shown.map(({ image, cursor, begins, within }, at) => (
        <li
          key={image.id}
          data-reading={begins ? (cursor ?? "") : undefined}
          aria-setsize={fromStart ? (total ?? -1) : undefined}
          aria-posinset={fromStart ? at + 1 : undefined}
          className="min-w-0"
        >
          <ImageTile image={image} selectable={selectable} eager={cursor === drawn && within < 10} />
        </li>
      ))}
    </ul>
  );
}
