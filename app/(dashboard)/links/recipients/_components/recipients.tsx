import { ChevronRight, ChevronsLeft } from "lucide-react";
import Link from "next/link";
import { People, PeopleList, Person } from "@/app/(dashboard)/links/recipients/_components/people";
import { recipientsHref } from "@/app/(dashboard)/links/recipients/search-params";
import { EmptyState } from "@/components/empty-state";
import { SearchBox } from "@/components/search-box";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { RecipientPage, RecipientQuery } from "@/lib/contacts/schema";

type RecipientsProps = { params: RecipientQuery; page: RecipientPage };

/** Everybody who can still open something, by name; searched and in pages. */
export function Recipients({ params, page: { recipients, next } }: RecipientsProps) {
  return (
    <People title="Recipients">
      <SearchBox
        path="/links/recipients"
        q={params.q}
        label="Search recipients by name, organisation or address"
        placeholder="Search by name, organisation or address"
      />
      {recipients.length > 0 ? (
        <PeopleList>
          {recipients.map(({ id, name, organisation, address, live, lastEnd }) => (
            <Person key={id} href={`/links?q=to:${id}`} name={name} links={live}>
              {[organisation, address].filter(Boolean).join(", ")}
              <span className="block">
                The last ends <Time value={lastEnd} />
              </span>
            </Person>
          ))}
        </PeopleList>
      ) : params.q || params.cursor ? (
        <EmptyState
          art="matches"
          title="Nobody matches"
          sentence="No recipient of this name, organisation or address can still open anything."
          action={
            <Button asChild>
              <Link href="/links/recipients">Show all</Link>
            </Button>
          }
        />
      ) : (
        <EmptyState
          art="quiet"
          title="Nothing here"
          sentence="Nobody holds a link that still opens something."
        />
      )}
      {(params.cursor || next) && (
        <nav aria-label="Pages of recipients" className="flex items-center justify-between gap-3">
          {params.cursor ? (
            <Button asChild>
              <Link href={recipientsHref({ q: params.q })}>
                <ChevronsLeft aria-hidden />
                From the first
              </Link>
            </Button>
          ) : (
            <span />
          )}
          {next && (
            <Button asChild>
              <Link href={recipientsHref({ q: params.q, cursor: next })}>
                More
                <ChevronRight aria-hidden />
              </Link>
            </Button>
          )}
        </nav>
      )}
    </People>
  );
}
