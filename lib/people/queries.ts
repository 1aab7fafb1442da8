import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { roles } from "@/lib/auth/roles";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { invitationStatus } from "@/lib/people/rules";
import type { InvitationRow, PersonRow } from "@/lib/people/schema";

/** Everybody with an account: strongest role first, then by name; the disabled at the end. */
export async function listPeople(actor: Actor): Promise<PersonRow[]> {
  assertCan(actor, "person:view");
  const rows = await db().user.findMany({
    select: {
      id: true,
      name: true,
      email: true,
      role: true,
      disabledAt: true,
      lastSignInAt: true,
      createdAt: true,
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const place = (row: (typeof rows)[number]) => (row.disabledAt ? roles.length : roles.indexOf(row.role));
  return rows
    .map((row) => ({ ...row, isYou: row.id === actor.id }))
    .sort((one, other) => place(one) - place(other));
}

/** Invitations, the open ones first, then newest first; the last hundred show who is still to come. */
export async function listInvitations(actor: Actor): Promise<InvitationRow[]> {
  assertCan(actor, "person:view");
  const now = clock.now();
  const rows = await db().invitation.findMany({
    select: {
      id: true,
      email: true,
      role: true,
      createdAt: true,
      expiresAt: true,
      acceptedAt: true,
      revokedAt: true,
      createdBy: { select: { name: true } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  const invitations = rows.map(({ acceptedAt, revokedAt, createdBy, ...row }) => ({
    ...row,
    status: invitationStatus({ acceptedAt, revokedAt, expiresAt: row.expiresAt }, now),
    createdBy: createdBy.name,
  }));
  return invitations.sort((one, other) => Number(other.status === "open") - Number(one.status === "open"));
}
