import { ChevronRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import { type LinkParams, linksHref } from "@/app/(dashboard)/links/links-href";
import { Button } from "@/components/ui/button";

export function LinkPaging({ params, next }: { params: LinkParams; next: string | null }) {
  if (!params.cursor && !next) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-6">
      {params.cursor ? (
        <Button asChild>
          <Link href={linksHref(params)}>
            <ChevronsLeft aria-hidden />
            Newest
          </Link>
        </Button>
      ) : (
        <span />
      )}
      {next && (
        <Button asChild>
          <Link href={linksHref(params, { cursor: next })}>
            Older
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
