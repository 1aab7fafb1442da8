import { Download, Siren } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { LinkCards } from "@/app/(dashboard)/links/_components/link-cards";
import { LinkPaging } from "@/app/(dashboard)/links/_components/link-paging";
import { LinkPicks } from "@/app/(dashboard)/links/_components/link-picks";
import { LinkQueryBar } from "@/app/(dashboard)/links/_components/link-query-bar";
import { LinkTable } from "@/app/(dashboard)/links/_components/link-table";
import { LinkViews } from "@/app/(dashboard)/links/_components/link-views";
import { NoLinks } from "@/app/(dashboard)/links/_components/no-links";
import { linkSearch } from "@/app/(dashboard)/links/links-href";
import { bulkOf } from "@/app/(dashboard)/links/names";
import { parseLinkParams } from "@/app/(dashboard)/links/search-params";
import { ViewsButton } from "@/app/(dashboard)/views/views-button";
import { PageHeader } from "@/components/page-header";
import { Button } from "@/components/ui/button";
import { can, requireActor } from "@/lib/auth/actor";
import { listIssuers } from "@/lib/links/entry";
import { listLinks } from "@/lib/links/queries";
import { zoneCookie, zoneOf } from "@/lib/zone";

export const metadata: Metadata = { title: "Links" };

export default async function LinksPage({ searchParams }: PageProps<"/links">) {
  const actor = await requireActor();
  const zone = zoneOf((await cookies()).get(zoneCookie)?.value);
  const params = parseLinkParams(await searchParams, zone);
  const [page, issuers] = await Promise.all([listLinks(actor, params), listIssuers(actor)]);
  const { links, next, named } = page;
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
                question: params.q,
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
      <LinkQueryBar params={params} page={page} issuers={issuers} />
      {links.length === 0 ? (
        <NoLinks params={params} canCreate={mayChange} />
      ) : mayChange ? (
        <LinkPicks all={bulkOf(params, named, actor)} people={issuers}>
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
