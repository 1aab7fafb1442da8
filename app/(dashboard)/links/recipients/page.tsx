import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { LinkViews } from "@/app/(dashboard)/links/_components/link-views";
import { EmptyState } from "@/components/empty-state";
import { PageHeader } from "@/components/page-header";
import { Time } from "@/components/time";
import { requireActor } from "@/lib/auth/actor";
import { listRecipients } from "@/lib/contacts/queries";
import { formatCount } from "@/lib/format";
import { listIssuers } from "@/lib/links/entry";

export const metadata: Metadata = { title: "Who holds links" };

export default async function RecipientsPage() {
  const actor = await requireActor();
  const [recipients, issuers] = await Promise.all([listRecipients(actor, { q: "" }), listIssuers(actor)]);
  return (
    <>
      <PageHeader
        title="Links"
        sentence="What each recipient can still open, and what each of us issued that still lives. Open one to end, extend, issue again or hand over all."
      />
      <LinkViews current="recipients" />
      <div className="grid items-start gap-8 pt-2 lg:grid-cols-2">
        <People title="Recipients" none="Nobody holds a link that still runs.">
          {recipients.map(({ id, name, organisation, address, running, lastEnd }) => (
            <Person key={id} href={`/links?to=${id}`} name={name} running={running}>
              {[organisation, address].filter(Boolean).join(", ")}
              {lastEnd && (
                <span className="block">
                  The last ends <Time value={lastEnd} />
                </span>
              )}
            </Person>
          ))}
        </People>
        <People title="Issuers" none="Nobody has issued a link that still runs.">
          {issuers
            .filter(({ running }) => running > 0)
            .map(({ id, name, running }) => (
              <Person key={id} href={`/links?by=${id}`} name={name} running={running} />
            ))}
        </People>
      </div>
    </>
  );
}

function People({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <section className="grid min-w-0 gap-3">
      <h2 className="font-semibold text-base">{title}</h2>
      {children.length === 0 ? (
        <EmptyState art="quiet" title="Nothing here" sentence={none} />
      ) : (
        <ul className="divide-y overflow-hidden rounded-lg border bg-card">{children}</ul>
      )}
    </section>
  );
}

function Person({
  href,
  name,
  running,
  children,
}: {
  href: string;
  name: string;
  running: number;
  children?: ReactNode;
}) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        className="flex items-start justify-between gap-4 px-4 py-3 hover:bg-muted/70"
      >
        <span className="min-w-0">
          <span className="block break-words font-medium">{name}</span>
          <span className="block break-words text-meta text-muted-foreground">{children}</span>
        </span>
        <span className="tabular shrink-0 text-meta">{formatCount(running, "link")}</span>
      </Link>
    </li>
  );
}
