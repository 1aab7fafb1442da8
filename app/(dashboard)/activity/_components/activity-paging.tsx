import { ChevronRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import { type ActivityParams, activityHref } from "@/app/(dashboard)/activity/search-params";
import { Button } from "@/components/ui/button";

/** Back to the newest, and on to the older. */
export function ActivityPaging({ params, next }: { params: ActivityParams; next: string | null }) {
  if (!params.cursor && !next) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-6">
      {params.cursor ? (
        <Button asChild>
          <Link href={activityHref(params, {})}>
            <ChevronsLeft aria-hidden />
            Newest
          </Link>
        </Button>
      ) : (
        <span />
      )}
      {next && (
        <Button asChild>
          <Link href={activityHref(params, { cursor: next })}>
            Older
            <ChevronRight aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
