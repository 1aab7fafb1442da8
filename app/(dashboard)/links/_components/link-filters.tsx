import { LinkChips } from "@/app/(dashboard)/links/_components/link-chips";
import { LinkNarrow } from "@/app/(dashboard)/links/_components/link-narrow";
import type { Names } from "@/app/(dashboard)/links/names";
import { linkSearch, linksHref } from "@/app/(dashboard)/links/search-params";
import { Chip } from "@/components/chip";
import { linkLooks } from "@/components/link-status";
import { SearchBox } from "@/components/search-box";
import { type LinkQuery, linkStatuses } from "@/lib/links/schema";

type LinkFiltersProps = {
  params: LinkQuery;
  issuers: { id: string; name: string }[];
  /** What the ids in the address are called. */
  names: Names;
};

export function LinkFilters({ params, issuers, names }: LinkFiltersProps) {
  return (
    <div className="grid gap-3 pb-5">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox
          path="/links"
          q={params.q}
          keep={[...linkSearch({ ...params, q: "", cursor: undefined })]}
          label="Search links by recipient, purpose or image"
          placeholder="Search by recipient, purpose or image"
        />
        <LinkNarrow params={params} issuers={issuers} />
      </div>
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
      <LinkChips params={params} names={names} />
    </div>
  );
}
