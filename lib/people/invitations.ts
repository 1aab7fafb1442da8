import "server-only";
import { randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { tokenHash } from "@/lib/people/joining";
import { invitationDays, maxOpenInvitations, mayGrant } from "@/lib/people/rules";
import type { CreatedInvitation, InvitationRef, InviteInput } from "@/lib/people/schema";

const openAt = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

/**
 * Makes a one-time link for an address. The path carries 192 random bits, is returned once and kept only as
 * its SHA-256. An older open invitation of the same address stops working.
 */
export async function invite(actor: Actor, { email, role }: InviteInput): Promise<CreatedInvitation> {
  assertCan(actor, "person:invite");
  if (!mayGrant(actor.role, role))
    throw new AppError("FORBIDDEN", `Your role (${actor.role}) cannot invite an ${role}.`);
  const now = clock.now();
  const token = randomBytes(24).toString("base64url");
  const expiresAt = new Date(now.getTime() + invitationDays * 24 * 3_600_000);
  return db().$transaction(async (tx) => {
    if (await tx.user.count({ where: { email } }))
      throw new AppError("CONFLICT", `${email} already has an account.`, {
        fields: { email: "This address already has an account." },
      });
    const older = await tx.invitation.findMany({
      where: { email, ...openAt(now) },
      select: { id: true, role: true },
    });
    if (older.some((row) => !mayGrant(actor.role, row.role)))
      throw new AppError("CONFLICT", `${email} is already invited with a higher role.`);
    if ((await tx.invitation.count({ where: openAt(now) })) - older.length >= maxOpenInvitations)
      throw new AppError("LIMIT", `There are ${maxOpenInvitations} open invitations. Withdraw some first.`);
    await tx.invitation.updateMany({
      where: { id: { in: older.map(({ id }) => id) }, ...openAt(now) },
      data: { revokedAt: now },
    });
    const { id } = await tx.invitation.create({
      data: { email, role, tokenHash: tokenHash(token), expiresAt, createdAt: now, createdById: actor.id },
    });
    await recordAudit(tx, actor, {
      action: "person.invited",
      subject: { type: "invitation", id, name: email },
      details: { role, expiresAt: expiresAt.toISOString(), replaced: older.length },
    });
    return { invitationId: id, path: `/join/${token}`, expiresAt };
  });
}

/** Withdraws an open invitation: its link stops working at once. */
export async function revokeInvitation(actor: Actor, { invitationId }: InvitationRef): Promise<void> {
  assertCan(actor, "person:invite");
  const now = clock.now();
  await db().$transaction(async (tx) => {
    const row = await tx.invitation.findUnique({
      where: { id: invitationId },
      select: { email: true, role: true },
    });
    if (!row) throw new AppError("NOT_FOUND", "This invitation is not here any more.");
    if (!mayGrant(actor.role, row.role))
      throw new AppError(
        "FORBIDDEN",
        `Your role (${actor.role}) cannot withdraw the invitation of an ${row.role}.`,
      );
    const gone = await tx.invitation.updateMany({
      where: { id: invitationId, ...openAt(now) },
      data: { revokedAt: now },
    });
    if (gone.count === 0)
      throw new AppError("CONFLICT", "This invitation is no longer open; nothing was changed.");
    await recordAudit(tx, actor, {
      action: "person.invitation-revoked",
      subject: { type: "invitation", id: invitationId, name: row.email },
      details: { role: row.role },
    });
  });
}
