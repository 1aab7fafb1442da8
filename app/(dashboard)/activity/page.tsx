import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActivityFilters } from "@/app/(dashboard)/activity/_components/activity-filters";
import { ActivityPaging } from "@/app/(dashboard)/activity/_components/activity-paging";
import { EventList } from "@/app/(dashboard)/activity/_components/event-list";
import { NoEvents } from "@/app/(dashboard)/activity/_components/no-events";
import { activityParamsSchema } from "@/app/(dashboard)/activity/search-params";
import { PageHeader } from "@/components/page-header";
import { listActivity } from "@/lib/audit/queries";
import { can, requireActor, system } from "@/lib/auth/actor";
import { listPeople } from "@/lib/people/queries";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const actor = await requireActor();
  if (!can(actor, "activity:view")) notFound();
  const params = activityParamsSchema.parse(await searchParams);
  const [page, people] = await Promise.all([
    listActivity(actor, {
      cursor: params.cursor,
      subjectType: params.about === "all" ? undefined : params.about,
      actorId: params.by || undefined,
    }),
    listPeople(actor),
  ]);
  return (
    <>
      <PageHeader
        title="Activity"
        sentence="Every change, with who made it, when, and from where. Entries cannot be changed or removed."
      />
      <ActivityFilters params={params} people={[...people, system].map(({ id, name }) => ({ id, name }))} />
      {page.events.length > 0 ? <EventList events={page.events} /> : <NoEvents params={params} />}
      <ActivityPaging params={params} next={page.next} />
    </>
  );
}
