import { ChevronLeft, ChevronRight } from "lucide-react";
import { PageLink } from "@/app/(dashboard)/images/(library)/_components/page-link";
import { type LibraryParams, libraryHref } from "@/app/(dashboard)/images/(library)/search-params";
import type { ImagePage } from "@/lib/images/schema";

/** Previous and next. A link that leads nowhere stays in place, so the focus of who presses it stays too. */
export function Paging({ page, params }: { page: ImagePage; params: LibraryParams }) {
  if (!page.previous && !page.next) return null;
  const to = (cursor: string | null) => (cursor ? libraryHref(params, { cursor }) : null);
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-6">
      <PageLink href={to(page.previous)}>
        <ChevronLeft aria-hidden />
        Previous
      </PageLink>
      <PageLink href={to(page.next)}>
        Next
        <ChevronRight aria-hidden />
      </PageLink>
    </nav>
  );
}
