import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryActions } from "@/app/(dashboard)/links/[linkId]/_components/entry-actions";
import { EntryFacts } from "@/app/(dashboard)/links/[linkId]/_components/entry-facts";
import { EntryHistory } from "@/app/(dashboard)/links/[linkId]/_components/entry-history";
import { EntryMeter } from "@/app/(dashboard)/links/[linkId]/_components/entry-meter";
import { EntryPictures } from "@/app/(dashboard)/links/[linkId]/_components/entry-pictures";
import { LinkStatus } from "@/components/link-status";
import { PageHeader } from "@/components/page-header";
import { listTimeline } from "@/lib/audit/queries";
import { can, requireActor } from "@/lib/auth/actor";
import { getLink, listIssuers } from "@/lib/links/entry";
import { linkIdSchema } from "@/lib/links/schema";

export const metadata: Metadata = { title: "Link" };

export default async function LinkPage({ params }: PageProps<"/links/[linkId]">) {
  const actor = await requireActor();
  const id = linkIdSchema.safeParse(await params);
  const link = id.success ? await getLink(actor, id.data) : null;
  if (!link) notFound();
  const [events, people] = await Promise.all([
    listTimeline(actor, { subjectType: "link", subjectId: link.id }),
    listIssuers(actor),
  ]);
  return (
    <>
      <PageHeader
        title={link.recipient}
        back={{ href: "/links", label: "Links" }}
        sentence={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <LinkStatus status={link.status} reason={link.reason} />
            <span className="min-w-0 break-words">
              {link.purpose}
              {link.reason && <span className="text-foreground"> — {link.reason}</span>}
            </span>
          </span>
        }
      />
      {/* On a phone what can be done comes before the pictures: a revocation is one thumb away. */}
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_25rem] lg:grid-rows-[auto_1fr]">
        <div className="grid min-w-0 gap-5 lg:col-start-2">
          <EntryMeter link={link} mayExamine={can(actor, "leak:examine")} />
          {link.mayChange && <EntryActions link={link} people={people} />}
        </div>
        <div className="min-w-0 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <EntryPictures link={link} />
        </div>
        <div className="grid min-w-0 gap-8 lg:col-start-2">
          <EntryFacts link={link} />
          <EntryHistory link={link} events={events} />
        </div>
      </div>
    </>
  );
}
