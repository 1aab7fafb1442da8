import { Grid2x2, List } from "lucide-react";
import { ActiveFilters } from "@/app/(dashboard)/images/(library)/_components/active-filters";
import { BeingDeleted } from "@/app/(dashboard)/images/(library)/_components/being-deleted";
import { writeOffers } from "@/app/(dashboard)/images/(library)/_components/offers";
import { QueryForm } from "@/app/(dashboard)/images/(library)/_components/query-form";
import { libraryHref } from "@/app/(dashboard)/images/(library)/library-href";
import type { LibraryParams } from "@/app/(dashboard)/images/(library)/search-params";
import { Chip } from "@/components/chip";
import { exposureLooks } from "@/components/exposure-badge";
import { QueryProblems } from "@/components/query/query-problems";
import { SegmentedLinks } from "@/components/ui/segmented";
import { exposures } from "@/lib/exposure/schema";
import { formatCount } from "@/lib/format";
import { collectionNamed, exposureIn, filterIn, parseQuery, withFilter } from "@/lib/images/query-language";
import type { Choices, ImagePage } from "@/lib/images/schema";
import { problemsOf } from "@/lib/query/language";

type QueryBarProps = {
  params: LibraryParams;
  page: Pick<ImagePage, "byExposure" | "people">;
  choices: Choices;
};

/** One row to ask, one to narrow, one that says what narrows. All of it is one text, and that is in the address. */
export function QueryBar({ params, page, choices }: QueryBarProps) {
  const view = (to: LibraryParams["view"]) => libraryHref(params, { view: to });
  const parts = parseQuery(params.q);
  return (
    <div className="grid gap-3 pb-5">
      <QueryForm
        params={params}
        tag={filterIn(parts, "tag")}
        inCollection={collectionNamed(parts) !== null}
        offers={writeOffers(choices)}
        clearHref={params.q === "" ? undefined : libraryHref({ view: params.view, sort: params.sort })}
        view={
          <SegmentedLinks
            label="View"
            options={[
              {
                href: view("grid"),
                label: <Grid2x2 aria-hidden />,
                name: "Grid",
                current: params.view === "grid",
              },
              {
                href: view("table"),
                label: <List aria-hidden />,
                name: "Table",
                current: params.view === "table",
              },
            ]}
          />
        }
      >
        <ExposureChips params={params} chosen={exposureIn(parts)} counts={page.byExposure} />
      </QueryForm>
      <ActiveFilters params={params} parts={parts} people={page.people} />
      <BeingDeleted parts={parts} />
      <QueryProblems problems={[...problemsOf(parts), ...strangersAmong(page.people)]} />
    </div>
  );
}

const strangersAmong = (people: ImagePage["people"]) =>
  people
    .filter(({ names }) => names.length === 0)
    .map(({ asked }) => ({ text: `by:${asked}`, message: "Nobody here has that name." }));

type ExposureChipsProps = { params: LibraryParams; chosen: string; counts: ImagePage["byExposure"] };

function ExposureChips({ params, chosen, counts }: ExposureChipsProps) {
  const href = (exposure: string) => libraryHref(params, { q: withFilter(params.q, "exposure", exposure) });
  return (
    <nav aria-label="Exposure" className="flex gap-1.5">
      <Chip href={href("")} selected={chosen === ""}>
        All
      </Chip>
      {exposures.map((exposure) => {
        const { word, icon: Icon, text } = exposureLooks[exposure];
        const selected = chosen === exposure;
        return (
          <Chip
            key={exposure}
            href={href(exposure)}
            selected={selected}
            count={counts ? formatCount(counts[exposure]) : undefined}
          >
            <Icon aria-hidden className={selected ? undefined : text} />
            {word}
          </Chip>
        );
      })}
    </nav>
  );
}
