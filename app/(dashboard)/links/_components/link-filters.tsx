import { LinkSearch } from "@/app/(dashboard)/links/_components/link-search";
import { linksHref } from "@/app/(dashboard)/links/search-params";
import { Chip } from "@/components/chip";
import { linkLooks } from "@/components/link-status";
import { type LinkQuery, linkStatuses } from "@/lib/links/schema";

export function LinkFilters({ params }: { params: LinkQuery }) {
  return (
    <div className="grid gap-3 pb-5">
      <LinkSearch params={params} />
      <nav
        aria-label="Status"
        className="-mx-4 flex gap-1.5 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:p-0"
      >
        <Chip href={linksHref(params, { status: "all" })} selected={params.status === "all"}>
          All
        </Chip>
        {linkStatuses.map((status) => {
          const { word, icon: Icon } = linkLooks[status];
          return (
            <Chip key={status} href={linksHref(params, { status })} selected={params.status === status}>
              <Icon aria-hidden />
              {word}
            </Chip>
          );
        })}
      </nav>
    </div>
  );
}
