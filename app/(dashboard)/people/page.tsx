import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { InvitationList } from "@/app/(dashboard)/people/_components/invitation-list";
import { InviteDialog } from "@/app/(dashboard)/people/_components/invite-dialog";
import { PeopleList } from "@/app/(dashboard)/people/_components/people-list";
import { RoleLegend } from "@/app/(dashboard)/people/_components/role-legend";
import { PageHeader } from "@/components/page-header";
import { can, requireActor } from "@/lib/auth/actor";
import { formatCount } from "@/lib/format";
import { listInvitations, listPeople } from "@/lib/people/queries";
import { grantableRoles } from "@/lib/people/rules";
import type { InvitationRow, PersonRow } from "@/lib/people/schema";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ searchParams }: PageProps<"/people">) {
  const actor = await requireActor();
  if (!can(actor, "person:view")) notFound();
  const [people, invitations] = await Promise.all([listPeople(actor), listInvitations(actor)]);
  const asked = (await searchParams).new !== undefined;
  const grantable = grantableRoles(actor.role);
  return (
    <>
      <PageHeader
        title="People"
        sentence={inWords(people, invitations)}
        actions={can(actor, "person:invite") && <InviteDialog roles={grantable} startOpen={asked} />}
      />
      <div className="grid gap-10">
        <PeopleList people={people} canManage={can(actor, "person:manage")} />
        <InvitationList invitations={invitations} grantable={can(actor, "person:invite") ? grantable : []} />
        <RoleLegend />
      </div>
    </>
  );
}

function inWords(people: PersonRow[], invitations: InvitationRow[]): string {
  const active = people.filter(({ disabledAt }) => !disabledAt).length;
  const disabled = people.length - active;
  const open = invitations.filter(({ status }) => status === "open").length;
  const parts = [
    `${formatCount(active, "person", "people")} can sign in`,
    disabled > 0 && `${formatCount(disabled, "account is", "accounts are")} disabled`,
    open > 0 && `${formatCount(open, "invitation is", "invitations are")} open`,
  ];
  return `${parts.filter(Boolean).join("; ")}.`;
}
