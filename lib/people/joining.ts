import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import type { Role } from "@/lib/auth/roles";
import { bookGuess, forgetGuesses } from "@/lib/auth/throttle";
import { clock } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { env, isServerless } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { formatDuration } from "@/lib/format";
import { Prisma } from "@/lib/generated/prisma/client";
import { invitationStatus, passwordProblem } from "@/lib/people/rules";
import type { AcceptInvitationInput, CreateOwnerInput, OpenedInvitation } from "@/lib/people/schema";

/** What the table keeps of an invitation's token. */
export const tokenHash = (token: string) => new Uint8Array(createHash("sha256").update(token).digest());

function assertGoodPassword(password: string, person: { email: string; name: string }) {
  const problem = passwordProblem(password, person);
  if (problem) throw new AppError("INVALID", problem, { fields: { password: problem } });
}

/** Whether nobody has set this installation up yet. */
export async function needsOwner(): Promise<boolean> {
  return (await db().installation.count()) === 0;
}

/**
 * How the owner's account may be made: by whoever is first, by who knows SETUP_CODE, or not at all. A deployment
 * is on the internet before its owner opens it, so there it takes the code.
 */
export function setupDoor(): "open" | "code" | "closed" {
  if (env().SETUP_CODE) return "code";
  return isServerless() ? "closed" : "open";
}

const digest = (text: string) => createHash("sha256").update(text).digest();

async function assertMaySetUp(from: Actor["from"], setupCode: string): Promise<void> {
  const door = setupDoor();
  if (door === "open") return;
  if (door === "closed")
    throw new AppError(
      "CONFIG",
      "This deployment has no SETUP_CODE, so nobody can take it over before you. Set the variable, deploy again and come back.",
    );
  // Counted by address alone: a stranger's guesses must not keep the owner out.
  const guesser = `setup code from ${from.address}`;
  const wait = await bookGuess(guesser, from.address);
  const wrong = "That is not the code in SETUP_CODE.";
  if (wait > 0)
    throw new AppError("LIMIT", `Too many wrong codes. Wait ${formatDuration(wait * 1000)}, then try again.`);
  if (!timingSafeEqual(digest(setupCode), digest(env().SETUP_CODE ?? "")))
    throw new AppError("INVALID", wrong, { fields: { setupCode: wrong } });
  await forgetGuesses(guesser, from.address);
}

/**
 * First run: the installation and its owner, once. Of any number at the same moment one wins, because they
 * all insert the same primary key; the others get CONFLICT and leave nothing behind. Throws INVALID, LIMIT or
 * CONFIG when the door asks for a code.
 */
export async function createOwner(from: Actor["from"], input: CreateOwnerInput): Promise<{ email: string }> {
  const taken = new AppError("CONFLICT", "Darkroom already has an owner. Sign in instead.");
  if (!(await needsOwner())) throw taken;
  await assertMaySetUp(from, input.setupCode ?? "");
  assertGoodPassword(input.password, input);
  const passwordHash = await hashPassword(input.password);
  return db().$transaction(
    async (tx) => {
      const first = await tx.installation.createMany({ data: [{ id: 1 }], skipDuplicates: true });
      if (first.count === 0) throw taken;
      const { email, name } = input;
      const owner = await tx.user.create({ data: { email, name, role: "owner", passwordHash } });
      await recordAudit(
        tx,
        { id: owner.id, name, from },
        {
          action: "installation.created",
          subject: { type: "account", id: "1", name: "Darkroom" },
          details: { email },
        },
      );
      return { email };
    },
    { maxWait: 8_000, timeout: 10_000 },
  );
}

/** What the holder of an invitation link sees; null when no such invitation exists. */
export async function readInvitation(token: string): Promise<OpenedInvitation | null> {
  const row = await db().invitation.findUnique({
    where: { tokenHash: tokenHash(token) },
    select: {
      email: true,
      role: true,
      expiresAt: true,
      acceptedAt: true,
      revokedAt: true,
      createdBy: { select: { name: true, disabledAt: true } },
    },
  });
  if (!row) return null;
  const status = invitationStatus(row, clock.now());
  const withdrawn = status === "open" && row.createdBy.disabledAt !== null;
  return {
    status: withdrawn ? "revoked" : status,
    email: row.email,
    role: row.role,
    invitedBy: row.createdBy.name,
    expiresAt: row.expiresAt,
  };
}

const closed: Record<Exclude<OpenedInvitation["status"], "open">, string> = {
  accepted: "This invitation was used already. Sign in instead.",
  expired: "This invitation has expired. Ask for a new one.",
  revoked: "This invitation was withdrawn. Ask for a new one.",
};

/** Spends an invitation: one conditional update decides who does, then the account is made with its role. */
export async function acceptInvitation(
  from: Actor["from"],
  input: AcceptInvitationInput,
): Promise<{ email: string }> {
  const opened = await readInvitation(input.token);
  if (!opened) throw new AppError("NOT_FOUND", "This invitation link is not right. Ask for a new one.");
  if (opened.status !== "open") throw new AppError("CONFLICT", closed[opened.status]);
  assertGoodPassword(input.password, { email: opened.email, name: input.name });
  const passwordHash = await hashPassword(input.password);
  const now = clock.now();
  const join = async (tx: Tx) => {
    const where = { tokenHash: tokenHash(input.token) };
    const spent = await tx.invitation.updateMany({
      where: {
        ...where,
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: now },
        createdBy: { disabledAt: null },
      },
      data: { acceptedAt: now },
    });
    if (spent.count === 0) throw new AppError("CONFLICT", closed.accepted);
    const { email, role } = await tx.invitation.findUniqueOrThrow({
      where,
      select: { email: true, role: true },
    });
    await tx.invitation.updateMany({
      where: { email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    await addPerson(tx, { email, role, name: input.name, passwordHash, from });
    return { email };
  };
  return db()
    .$transaction(join)
    .catch((error: unknown) => {
      if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") throw error;
      throw new AppError("CONFLICT", `${opened.email} already has an account. Sign in instead.`);
    });
}

type NewPerson = { email: string; role: Role; name: string; passwordHash: string; from: Actor["from"] };

async function addPerson(tx: Tx, { from, ...data }: NewPerson) {
  const { id, name, email, role } = await tx.user.create({ data });
  await recordAudit(
    tx,
    { id, name, from },
    { action: "person.joined", subject: { type: "person", id, name }, details: { email, role } },
  );
}
