import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { columnClasses, tableClasses } from "@/app/(dashboard)/images/(library)/_components/column-classes";
import type { ImagesProps } from "@/app/(dashboard)/images/(library)/_components/image-grid";
import { ImageRow } from "@/app/(dashboard)/images/(library)/_components/image-row";
import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { Table, TableBody, TableHead, Th } from "@/components/ui/table";
import { cn } from "@/lib/cn";

type ImageTableProps = ImagesProps & { params: LibraryParams };

/** The same facts as the grid, in columns of fixed widths: rows that come later move nothing. */
export function ImageTable({ shown, total, fromStart, drawn, params, selectable }: ImageTableProps) {
  const newest = params.sort === "newest";
  return (
    <Table
      label="Images"
      aria-rowcount={fromStart && total !== null ? total + 1 : -1}
      className={tableClasses}
    >
      <TableHead>
        <tr>
          {selectable && (
            <Th className="w-10 pr-0">
              <span className="sr-only">Selected</span>
            </Th>
          )}
          <Th className="w-20">
            <span className="sr-only">Picture</span>
          </Th>
          <SortedTh
            href={libraryHref(params, { sort: "name" })}
            direction={params.sort === "name" ? "ascending" : undefined}
          >
            Name
          </SortedTh>
          <Th className={columnClasses.exposure}>Exposure</Th>
          <SortedTh
            href={libraryHref(params, { sort: "shared" })}
            direction={params.sort === "shared" ? "descending" : undefined}
            className={columnClasses.links}
          >
            Live links
          </SortedTh>
          <Th className={columnClasses.by}>Uploaded by</Th>
          <SortedTh
            href={libraryHref(params, { sort: newest ? "oldest" : "newest" })}
            direction={newest ? "descending" : params.sort === "oldest" ? "ascending" : undefined}
            className={columnClasses.added}
          >
            Added
          </SortedTh>
          <SortedTh
            href={libraryHref(params, { sort: "size" })}
            direction={params.sort === "size" ? "descending" : undefined}
            className={cn("text-right", columnClasses.size)}
          >
            Size
          </SortedTh>
        </tr>
      </TableHead>
      <TableBody>
        {shown.map(({ image, cursor, begins, within }, at) => (
          <ImageRow
            key={image.id}
            image={image}
            selectable={selectable}
            eager={cursor === drawn && within < 14}
            index={fromStart ? at + 2 : undefined}
            reading={begins ? (cursor ?? "") : undefined}
          />
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
