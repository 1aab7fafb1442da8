import type { Metadata } from "next";
import { LinkViews } from "@/app/(dashboard)/links/_components/link-views";
import { People, PeopleList, Person } from "@/app/(dashboard)/links/recipients/_components/people";
import { Recipients } from "@/app/(dashboard)/links/recipients/_components/recipients";
import { parseRecipientParams } from "@/app/(dashboard)/links/recipients/search-params";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { requireActor } from "@/lib/auth/actor";
import { listRecipients } from "@/lib/contacts/queries";
import { listIssuers } from "@/lib/links/entry";

export const metadata: Metadata = { title: "Who holds links" };

export default async function RecipientsPage({ searchParams }: PageProps<"/links/recipients">) {
  const actor = await requireActor();
  const params = parseRecipientParams(await searchParams);
  const [page, everybody] = await Promise.all([listRecipients(actor, params), listIssuers(actor)]);
  const issuers = everybody.filter(({ running }) => running > 0);
  return (
    <>
      <PageHeader
        title="Links"
        sentence="How many links still open something to each recipient, and how many each of us issued that run. Open one to end, extend, issue again or hand over all."
      />
      <LinkViews current="recipients" />
      <div className="grid items-start gap-8 pt-2 lg:grid-cols-2">
        <Recipients params={params} page={page} />
        <People title="Issuers">
          {issuers.length > 0 ? (
            <PeopleList>
              {issuers.map(({ id, name, running }) => (
                <Person key={id} href={`/links?q=by:${id}`} name={name} links={running} />
              ))}
            </PeopleList>
          ) : (
            <EmptyState
              art="quiet"
              title="Nothing here"
              sentence="Nobody has issued a link that still runs."
            />
          )}
        </People>
      </div>
    </>
  );
}
