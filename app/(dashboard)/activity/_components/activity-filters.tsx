import { PersonFilter } from "@/app/(dashboard)/activity/_components/person-filter";
import { type ActivityParams, activityHref, subjects } from "@/app/(dashboard)/activity/search-params";
import { Chip } from "@/components/chip";
import type { SubjectType } from "@/lib/audit/schema";

type ActivityFiltersProps = { params: ActivityParams; people: { id: string; name: string }[] };

export function ActivityFilters({ params, people }: ActivityFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 pb-5">
      <nav
        aria-label="About"
        className="-mx-4 flex gap-1.5 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:p-0"
      >
        <Chip href={activityHref(params, { about: "all" })} selected={params.about === "all"}>
          All
        </Chip>
        {(Object.keys(subjects) as SubjectType[]).map((about) => (
          <Chip key={about} href={activityHref(params, { about })} selected={params.about === about}>
            {subjects[about]}
          </Chip>
        ))}
      </nav>
      <PersonFilter params={params} people={people} />
    </div>
  );
}
