import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { type Permission, type Role, roleCan } from "@/lib/auth/roles";
import { bookGuess, forgetGuesses } from "@/lib/auth/throttle";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { endUploadsOf } from "@/lib/images/end-uploads";
import { changeProblem, mayGrant, passwordProblem } from "@/lib/people/rules";
import type { ChangePasswordInput, ChangeRoleInput, PersonRef } from "@/lib/people/schema";

type Locked = { id: string; name: string; email: string; role: Role; disabledAt: Date | null };

/**
 * Holds every owner and the target until the transaction ends, always in the same order, so that two who
 * change each other come one after the other and the second sees what the first did.
 */
async function lockForChange(tx: Tx, actor: Actor, change: { kind: "role" | "disable"; userId: string }) {
  const rows = await tx.$queryRaw<Locked[]>`
    SELECT "id", "name", "email", "role"::text AS "role", "disabledAt" FROM "User"
    WHERE ("role" = 'owner' AND "disabledAt" IS NULL) OR "id" = ${change.userId}::uuid
    ORDER BY "id" FOR UPDATE`;
  const target = rows.find(({ id }) => id === change.userId);
  if (!target) throw new AppError("NOT_FOUND", "This person is not here any more.");
  const owners = rows.filter(({ role, disabledAt }) => role === "owner" && !disabledAt).map(({ id }) => id);
  const problem = changeProblem({ kind: change.kind, actorId: actor.id, targetId: target.id, owners });
  if (problem) throw new AppError(problem.code, problem.message);
  return target;
}

/** Ends the open invitations that this person may no longer stand for. */
async function withdrawInvitations(tx: Tx, userId: string, now: Date, still?: Role): Promise<number> {
  const open = await tx.invitation.findMany({
    where: { createdById: userId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, role: true },
  });
  const ids = open.filter(({ role }) => !still || !mayGrant(still, role)).map(({ id }) => id);
  const gone = await tx.invitation.updateMany({
    where: { id: { in: ids }, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  return gone.count;
}

/**
 * Gives an account another role. Its sessions end with the next request, and upload URLs that the new role would
 * not get end too, so that nothing old lingers.
 */
export async function changeRole(actor: Actor, { userId, role }: ChangeRoleInput): Promise<void> {
  assertCan(actor, "person:manage");
  await db().$transaction(async (tx) => {
    const target = await lockForChange(tx, actor, { kind: "role", userId });
    if (target.role === role) return;
    await tx.user.update({ where: { id: userId }, data: { role, sessionVersion: { increment: 1 } } });
    const withdrawn = await withdrawInvitations(tx, userId, clock.now(), role);
    const lost = (permission: Permission) => roleCan(target.role, permission) && !roleCan(role, permission);
    const uploads = lost("image:upload")
      ? await endUploadsOf(tx, userId)
      : lost("image:privacy")
        ? await endUploadsOf(tx, userId, { requireSignedUrls: false })
        : 0;
    await recordAudit(tx, actor, {
      action: "person.role-changed",
      subject: { type: "person", id: userId, name: target.name },
      details: {
        from: target.role,
        to: role,
        ...(withdrawn > 0 && { invitationsWithdrawn: withdrawn }),
        ...(uploads > 0 && { uploadsEnded: uploads }),
      },
    });
  });
}

/** Locks an account out from its next request on, its upload URLs too. What it uploaded and issued stays. */
export async function disablePerson(actor: Actor, { userId }: PersonRef): Promise<void> {
  assertCan(actor, "person:manage");
  await db().$transaction(async (tx) => {
    const target = await lockForChange(tx, actor, { kind: "disable", userId });
    if (target.disabledAt) return;
    const now = clock.now();
    await tx.user.update({
      where: { id: userId },
      data: { disabledAt: now, sessionVersion: { increment: 1 } },
    });
    const withdrawn = await withdrawInvitations(tx, userId, now);
    const uploads = await endUploadsOf(tx, userId);
    await recordAudit(tx, actor, {
      action: "person.disabled",
      subject: { type: "person", id: userId, name: target.name },
      details: {
        role: target.role,
        ...(withdrawn > 0 && { invitationsWithdrawn: withdrawn }),
        ...(uploads > 0 && { uploadsEnded: uploads }),
      },
    });
  });
}

/** Lets a disabled account in again, with its old role and password. Old sessions stay ended. */
export async function enablePerson(actor: Actor, { userId }: PersonRef): Promise<void> {
  assertCan(actor, "person:manage");
  await db().$transaction(async (tx) => {
    const target = await lockForChange(tx, actor, { kind: "role", userId });
    if (!target.disabledAt) return;
    await tx.user.update({
      where: { id: userId },
      data: { disabledAt: null, sessionVersion: { increment: 1 } },
    });
    await recordAudit(tx, actor, {
      action: "person.enabled",
      subject: { type: "person", id: userId, name: target.name },
      details: { role: target.role },
    });
  });
}

/** One's own password. Guesses at the current one count like sign-ins; every session of the account ends. */
export async function changePassword(actor: Actor, { current, next }: ChangePasswordInput): Promise<void> {
  assertCan(actor, "self:edit");
  const wait = await bookGuess(actor.email, actor.from.address);
  if (wait > 0) throw new AppError("LIMIT", `Too many tries. Wait ${wait} seconds; nothing was changed.`);
  const { passwordHash } = await db().user.findUniqueOrThrow({
    where: { id: actor.id },
    select: { passwordHash: true },
  });
  const invalid = (field: "current" | "next", message: string) =>
    new AppError("INVALID", message, { fields: { [field]: message } });
  if (!(await verifyPassword(passwordHash, current)))
    throw invalid("current", "That is not your current password.");
  await forgetGuesses(actor.email, actor.from.address);
  if (next === current) throw invalid("next", "That is the password you have. Choose another one.");
  const problem = passwordProblem(next, actor);
  if (problem) throw invalid("next", problem);
  const fresh = await hashPassword(next);
  await db().$transaction(async (tx) => {
    const changed = await tx.user.updateMany({
      where: { id: actor.id, passwordHash, disabledAt: null },
      data: { passwordHash: fresh, sessionVersion: { increment: 1 } },
    });
    if (changed.count === 0)
      throw new AppError("CONFLICT", "Your account changed in the meantime. Sign in and try again.");
    await recordAudit(tx, actor, {
      action: "person.password-changed",
      subject: { type: "person", id: actor.id, name: actor.name },
    });
  });
}
