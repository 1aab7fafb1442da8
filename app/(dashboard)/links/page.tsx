import type { Metadata } from "next";
import { LinkCards } from "@/app/(dashboard)/links/_components/link-cards";
import { LinkFilters } from "@/app/(dashboard)/links/_components/link-filters";
import { LinkPaging } from "@/app/(dashboard)/links/_components/link-paging";
import { LinkTable } from "@/app/(dashboard)/links/_components/link-table";
import { NoLinks } from "@/app/(dashboard)/links/_components/no-links";
import { parseLinkParams } from "@/app/(dashboard)/links/search-params";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { listLinks } from "@/lib/links/queries";

export const metadata: Metadata = { title: "Links" };

export default async function LinksPage({ searchParams }: PageProps<"/links">) {
  const actor = await requireActor();
  const params = parseLinkParams(await searchParams);
  const { links, next } = await listLinks(actor, params);
  return (
    <>
      <PageHeader
        title="Links"
        sentence="Who holds access to which picture, until when, and who said so. A link shows one image in one variant, and always ends."
      />
      <LinkFilters params={params} />
      {links.length === 0 ? (
        <NoLinks params={params} canCreate={can(actor, "link:create")} />
      ) : (
        <>
          <LinkTable links={links} />
          <LinkCards links={links} />
        </>
      )}
      <LinkPaging params={params} next={next} />
      {links.length > 0 && (
        <p className="max-w-2xl pt-8 text-meta text-muted-foreground">
          A signed link cannot be taken back alone. Before its end only two things stop it: deleting its
          image, or deleting its signing key, which stops every link of that key. What was downloaded stays
          downloaded, and a browser may show a cached copy for up to an hour after the end.
        </p>
      )}
    </>
  );
}
