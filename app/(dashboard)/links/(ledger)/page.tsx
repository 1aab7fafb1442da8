import { Download, Siren } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { LinkCards } from "@/app/(dashboard)/links/_components/link-cards";
import { LinkFilters } from "@/app/(dashboard)/links/_components/link-filters";
import { LinkPaging } from "@/app/(dashboard)/links/_components/link-paging";
import { LinkPicks } from "@/app/(dashboard)/links/_components/link-picks";
import { LinkTable } from "@/app/(dashboard)/links/_components/link-table";
import { LinkViews } from "@/app/(dashboard)/links/_components/link-views";
import { NoLinks } from "@/app/(dashboard)/links/_components/no-links";
import { bulkOf, namesOf } from "@/app/(dashboard)/links/names";
import { linkSearch, parseLinkParams } from "@/app/(dashboard)/links/search-params";
import { ViewsButton } from "@/app/(dashboard)/views/views-button";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { listIssuers } from "@/lib/links/entry";
import { listLinks } from "@/lib/links/queries";

export const metadata: Metadata = { title: "Links" };

export default async function LinksPage({ searchParams }: PageProps<"/links">) {
  const actor = await requireActor();
  const params = parseLinkParams(await searchParams);
  const [{ links, next }, issuers, names] = await Promise.all([
    listLinks(actor, params),
    listIssuers(actor),
    namesOf(actor, params),
  ]);
  const mayChange = can(actor, "link:create");
  const mayExamine = can(actor, "leak:examine");
  return (
    <>
      <PageHeader
        title="Links"
        sentence="Who holds access to which picture, until when, and who said so. Every link ends."
        actions={
          <>
            <ViewsButton
              shown={{
                kind: "links",
                question: linkSearch({ ...params, sort: "newest", cursor: undefined }).toString(),
                sort: params.sort,
                layout: "table",
              }}
              mayShare={can(actor, "view:share")}
            />
            {links.length > 0 && (
              <Button asChild>
                <a href={`/api/links/export?${linkSearch({ ...params, cursor: undefined })}`} download>
                  <Download aria-hidden />
                  Export CSV
                </a>
              </Button>
            )}
            {mayExamine && (
              <Button asChild>
                <Link href="/links/desk">
                  <Siren aria-hidden />
                  Leak desk
                </Link>
              </Button>
            )}
          </>
        }
      />
      <LinkViews current="ledger" />
      <LinkFilters params={params} issuers={issuers} names={names} />
      {links.length === 0 ? (
        <NoLinks params={params} canCreate={mayChange} />
      ) : mayChange ? (
        <LinkPicks all={bulkOf(params, names, issuers)} people={issuers}>
          <LinkTable links={links} selectable takeBack={mayExamine} />
          <LinkCards links={links} selectable takeBack={mayExamine} />
        </LinkPicks>
      ) : (
        <>
          <LinkTable links={links} takeBack={mayExamine} />
          <LinkCards links={links} takeBack={mayExamine} />
        </>
      )}
      <LinkPaging params={params} next={next} />
      {links.length > 0 && (
        <p className="max-w-2xl pt-8 text-meta text-muted-foreground">
          A page can be revoked at once. A direct link cannot be taken back alone: before its end three things
          stop it, re-sealing its image, which gives other holders new addresses; deleting the image; or
          deleting its signing key, which stops every link of that key. The leak desk counts them for each
          link. What was downloaded stays downloaded, and a browser may show a cached copy for up to an hour
          after the end.
        </p>
      )}
    </>
  );
}
