import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ImageRow } from "@/app/(dashboard)/images/(library)/_components/image-row";
import { type LibraryParams, libraryHref } from "@/app/(dashboard)/images/(library)/search-params";
import { Table, TableBody, TableHead, Th } from "@/components/ui/table";
import type { ImageCard } from "@/lib/images/schema";

type ImageTableProps = { images: ImageCard[]; params: LibraryParams; selectable: boolean };

/** The same facts as the grid, in columns. */
export function ImageTable({ images, params, selectable }: ImageTableProps) {
  const newest = params.sort === "newest";
  return (
    <Table label="Images">
      <TableHead>
        <tr>
          {selectable && (
            <Th className="w-10 pr-0">
              <span className="sr-only">Selected</span>
            </Th>
          )}
          <Th className="w-16">
            <span className="sr-only">Picture</span>
          </Th>
          <SortedTh
            href={libraryHref(params, { sort: "name" })}
            direction={params.sort === "name" ? "ascending" : undefined}
          >
            Name
          </SortedTh>
          <Th>Exposure</Th>
          <SortedTh
            href={libraryHref(params, { sort: "shared" })}
            direction={params.sort === "shared" ? "descending" : undefined}
          >
            Live links
          </SortedTh>
          <Th>Uploaded by</Th>
          <SortedTh
            href={libraryHref(params, { sort: newest ? "oldest" : "newest" })}
            direction={newest ? "descending" : params.sort === "oldest" ? "ascending" : undefined}
          >
            Added
          </SortedTh>
          <SortedTh
            href={libraryHref(params, { sort: "size" })}
            direction={params.sort === "size" ? "descending" : undefined}
            className="text-right"
          >
            Size
          </SortedTh>
        </tr>
      </TableHead>
      <TableBody>
        {images.map((image, at) => (
          <ImageRow key={image.id} image={image} selectable={selectable} eager={at < 14} />
        ))}
      </TableBody>
    </Table>
  );
}

type SortedThProps = {
  href: string;
  direction: "ascending" | "descending" | undefined;
  className?: string;
  children: ReactNode;
};

function SortedTh({ href, direction, className, children }: SortedThProps) {
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <Th aria-sort={direction ?? "none"} className={className}>
      <Link
        href={href}
        scroll={false}
        className="hit-area inline-flex items-center gap-1 rounded-sm hover:text-foreground aria-[current]:text-foreground"
      >
        {children}
        <Arrow aria-hidden className={direction ? "size-3.5" : "size-3.5 opacity-0"} />
      </Link>
    </Th>
  );
}
