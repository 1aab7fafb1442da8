import { Grid2x2, List } from "lucide-react";
import { QueryForm } from "@/app/(dashboard)/images/(library)/_components/query-form";
import {
  isFiltered,
  type LibraryParams,
  libraryHref,
} from "@/app/(dashboard)/images/(library)/search-params";
import { Chip } from "@/components/chip";
import { exposureLooks } from "@/components/exposure-badge";
import { SegmentedLinks } from "@/components/ui/segmented";
import { exposures } from "@/lib/exposure/schema";

type QueryBarProps = {
  params: LibraryParams;
  tags: { tag: string; count: number }[];
  uploaders: { id: string; name: string }[];
};

/** One row to ask, one to narrow. Everything that it says lives in the address. */
export function QueryBar({ params, tags, uploaders }: QueryBarProps) {
  const view = (to: LibraryParams["view"]) => libraryHref(params, { view: to });
  return (
    <div className="grid gap-3 pb-5">
      <QueryForm
        params={params}
        tags={tags.map(({ tag, count }) => ({ value: tag, label: `${tag} (${count})` }))}
        uploaders={uploaders.map(({ id, name }) => ({ value: id, label: name }))}
        clearHref={isFiltered(params) ? libraryHref({ view: params.view, sort: params.sort }) : undefined}
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
        <ExposureChips params={params} />
      </QueryForm>
    </div>
  );
}

function ExposureChips({ params }: { params: LibraryParams }) {
  return (
    <nav aria-label="Exposure" className="flex gap-1.5">
      <Chip href={libraryHref(params, { exposure: "all" })} selected={params.exposure === "all"}>
        All
      </Chip>
      {exposures.map((exposure) => {
        const { word, icon: Icon, text } = exposureLooks[exposure];
        const selected = params.exposure === exposure;
        return (
          <Chip key={exposure} href={libraryHref(params, { exposure })} selected={selected}>
            <Icon aria-hidden className={selected ? undefined : text} />
            {word}
          </Chip>
        );
      })}
    </nav>
  );
}
