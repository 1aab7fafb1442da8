import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { browserOf } from "@/lib/client-name";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { type Caller, type Found, findGate, keyOf } from "@/lib/gate/find";
import { knownOf, unlock } from "@/lib/gate/guesses";
import { machineName, readerMs } from "@/lib/gate/readers";
import type { OpenInput } from "@/lib/gate/schema";
import { Prisma } from "@/lib/generated/prisma/client";
import { newToken, tokenHash } from "@/lib/links/tokens";

const closed = () =>
  new AppError("NOT_FOUND", "This link does not open any more. Load the page again to see why.");

/**
 * Opens a guarded link for one browser: password, terms, then the opening is counted. Answers the ticket of the
 * opening, which the browser keeps, the proof that it knows the password, and what lets it past those who guess; no
 * ticket where terms are still to be read, because they are not shown before. Throws NOT_FOUND, INVALID (password, terms) or LIMIT (too many guesses).
 */
export async function openGate(
  from: Actor["from"],
  { token, password, accepted, ...held }: OpenInput & Pick<Caller, "key" | "known">,
): Promise<{ ticket?: string; key?: string; known?: string }> {
  const link = await findGate({ token, key: held.key, address: from.address });
  if (link?.verdict !== "door" && link?.verdict !== "open") throw closed();
  if (!link.unlocked) await unlock(link, { password, known: held.known, from });
  const { passwordHash } = link;
  const proofs = passwordHash ? { key: keyOf(passwordHash), known: knownOf(passwordHash) } : {};
  if (link.terms && !accepted) {
    if (!link.unlocked) return proofs;
    throw new AppError("INVALID", "Accept the terms to see the pictures.", {
      fields: { accepted: "Accept the terms to see the pictures." },
    });
  }
  const ticket = newToken();
  if (!(await countOpening(link, from, ticket))) throw closed();
  return { ticket, ...proofs };
}

/**
 * Counts a look at the page of a link that opens without a button, once for each reader in half an hour. `reader` is
 * what their browser's cookie says; it is no ticket and opens nothing.
 */
export async function noteView(
  from: Actor["from"],
  { token, reader }: { token: string; reader: string | null },
): Promise<void> {
  const link = await findGate({ token, address: from.address });
  if (link?.verdict !== "open") return;
  if (reader === null) await countOpening(link, from, null);
  else await countReader(link, from, reader);
}

/**
 * Counts a reader once in half an hour, however many requests say the same of themselves at once. False when the link
 * was closed meanwhile.
 */
export async function countReader(link: Found, from: Actor["from"], name: string): Promise<boolean> {
  // Not the cookie itself: what it says is no ticket. With the link, because another link's cookie may be sent here.
  const reader = `reader ${link.id} ${name}`;
  const since = new Date(clock.now().getTime() - readerMs);
  const seen = await db().linkOpening.findUnique({
    where: { visitHash: tokenHash(reader), linkId: link.id },
    select: { id: true, at: true },
  });
  if (seen && seen.at > since) return true;
  // Whoever kept the cookie for longer is counted anew.
  if (seen) await db().linkOpening.update({ where: { id: seen.id }, data: { visitHash: null } });
  return countOpening(link, from, reader).catch((error: unknown) => {
    // Two requests of one reader at once: the other one was counted.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return true;
    throw error;
  });
}

/**
 * Counts one opening, if the link still has one: the condition and the count are one statement, so of any number
 * at once only as many pass as are left. False when it was closed meanwhile.
 */
export async function countOpening(
  { id }: Pick<Found, "id">,
  from: Actor["from"],
  ticket: string | null,
): Promise<boolean> {
  const now = clock.now();
  return db().$transaction(async (tx) => {
    const counted = await tx.$executeRaw`
      UPDATE "Link" SET "opens" = "opens" + 1, "lastOpenedAt" = ${now},
        "usedUpAt" = CASE WHEN "opens" + 1 >= "maxOpens" THEN ${now}::timestamptz END
      WHERE "id" = ${id}::uuid AND "mode" = 'gated' AND "revokedAt" IS NULL AND "pausedAt" IS NULL
        AND "endsAt" > ${now} AND ("startsAt" IS NULL OR "startsAt" <= ${now})
        AND ("maxOpens" IS NULL OR "opens" < "maxOpens")`;
    if (counted === 0) return false;
    await tx.linkOpening.create({
      data: {
        linkId: id,
        at: now,
        client: (browserOf(from.client) || "an unnamed program").slice(0, 60),
        visitHash: ticket === null ? null : tokenHash(ticket),
      },
    });
    return true;
  });
}

/**
 * Writes down that a program which says that it only looks ahead got a picture; it uses nothing up. One row for each
 * such program at a link in half an hour.
 */
export async function notePreview({ id }: Pick<Found, "id">, from: Actor["from"]): Promise<void> {
  const now = clock.now();
  const client = (machineName(from.client) ?? "an unnamed program").slice(0, 60);
  const since = new Date(now.getTime() - readerMs);
  await db().$transaction(async (tx) => {
    // Of the pictures of one page that are asked for at once, the first writes.
    await tx.$queryRaw`SELECT 1 FROM "Link" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const where = { linkId: id, preview: true, client, at: { gt: since } };
    if (await tx.linkOpening.findFirst({ where, orderBy: { id: "desc" }, select: { id: true } })) return;
    await tx.linkOpening.create({ data: { linkId: id, at: now, client, preview: true } });
  });
}
