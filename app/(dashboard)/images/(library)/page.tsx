import type { Metadata } from "next";
import { cookies } from "next/headers";
import { NoImages } from "@/app/(dashboard)/images/(library)/_components/no-images";
import { Places } from "@/app/(dashboard)/images/(library)/_components/places";
import { QueryBar } from "@/app/(dashboard)/images/(library)/_components/query-bar";
import { Selection } from "@/app/(dashboard)/images/(library)/_components/selection";
import { writeStretch } from "@/app/(dashboard)/images/(library)/_components/sent-stretch";
import { ViewOptionsButton } from "@/app/(dashboard)/images/(library)/_components/view-options-button";
import { countInWords } from "@/app/(dashboard)/images/(library)/count-in-words";
import { parseLibraryParams, questionOf } from "@/app/(dashboard)/images/(library)/search-params";
import { optionsCookie, readOptions } from "@/app/(dashboard)/images/(library)/view-options";
import { ViewsButton } from "@/app/(dashboard)/views/views-button";
import { UploadButton } from "@/components/layout/upload-button";
import { PageHeader } from "@/components/page-header";
import { PendingWatcher } from "@/components/upload/pending-watcher";
import { type Actor, can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { readChoices } from "@/lib/images/choices";
import { listImages } from "@/lib/images/queries";
import { parseQuery } from "@/lib/images/query-language";
import { unfinishedStates } from "@/lib/images/schema";
import { isUnderstood } from "@/lib/query/language";
import { samplesAvailable } from "@/lib/samples";

export const metadata: Metadata = { title: "Library" };

export default async function LibraryPage({ searchParams }: PageProps<"/images">) {
  const actor = await requireActor();
  const params = parseLibraryParams(await searchParams);
  const [page, choices] = await Promise.all([listImages(actor, params), readChoices(actor)]);
  const verbs = can(actor, "image:edit") ? verbsOf(actor) : null;
  const options = readOptions((await cookies()).get(optionsCookie)?.value);
  const canUpload = can(actor, "image:upload");
  const waiting = page.images.some(({ state }) => unfinishedStates.includes(state));
  const { images, next, previous } = page;
  // Without anything before it, what was drawn is the beginning, whatever the address says.
  const given = { images, next, previous, cursor: previous === null ? null : (params.cursor ?? null) };

  return (
    <div data-density={options.density} data-hide={options.hidden.join(" ")}>
      <PageHeader
        title="Library"
        sentence={<span role="status">{countInWords(page, params)}</span>}
        actions={
          <>
            <Places actor={actor} />
            <ViewOptionsButton options={options} />
            <ViewsButton
              shown={{ kind: "images", question: params.q, sort: params.sort, layout: params.view }}
              mayShare={can(actor, "view:share")}
            />
            {canUpload && <UploadButton className="max-md:hidden" />}
          </>
        }
      />
      <QueryBar params={params} page={page} choices={choices} />
      {page.images.length === 0 ? (
        <NoImages params={params} canUpload={canUpload} samples={canUpload && samplesAvailable()} />
      ) : (
        <Selection
          params={params}
          given={writeStretch(given)}
          total={page.capped ? null : page.total}
          verbs={verbs}
          query={questionOf(params)}
          density={options.density}
          matches={understood(params.q) ? (page.capped ? "that match" : formatCount(page.total)) : null}
        />
      )}
      {canUpload && waiting && <PendingWatcher />}
    </div>
  );
}

const understood = (q: string) => isUnderstood(parseQuery(q));

const verbsOf = (actor: Actor) => ({
  edit: can(actor, "image:edit"),
  privacy: can(actor, "image:privacy"),
  delete: can(actor, "image:delete"),
  link: can(actor, "link:create"),
});
