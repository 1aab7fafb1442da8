import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { verifyPassword } from "@/lib/auth/password";
import { bookGuess, forgetGuesses } from "@/lib/auth/throttle";
import { browserOf } from "@/lib/client-name";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { type Found, findGate } from "@/lib/gate/find";
import type { OpenInput } from "@/lib/gate/schema";
import { newToken, tokenHash } from "@/lib/links/tokens";

const closed = () =>
  new AppError("NOT_FOUND", "This link does not open any more. Load the page again to see why.");

/**
 * Opens a guarded link for one browser: password, terms, then the opening is counted. Answers the ticket of the
 * opening, which the browser keeps. Throws NOT_FOUND, INVALID (password, terms) or LIMIT (too many guesses).
 */
export async function openGate(
  from: Actor["from"],
  { token, password, accepted }: OpenInput,
): Promise<{ ticket: string }> {
  const link = await findGate(token, undefined);
  if (link?.verdict !== "door" && link?.verdict !== "open") throw closed();
  if (link.terms && !accepted)
    throw new AppError("INVALID", "Accept the terms to see the pictures.", {
      fields: { accepted: "Accept the terms to see the pictures." },
    });
  if (link.passwordHash) await checkPassword(link.id, link.passwordHash, { password, from });
  const ticket = newToken();
  if (!(await countOpening(link, from, ticket))) throw closed();
  return { ticket };
}

async function checkPassword(
  linkId: string,
  stored: string,
  { password, from }: { password: string; from: Actor["from"] },
): Promise<void> {
  const account = `link:${linkId}`;
  const wait = await bookGuess(account, from.address);
  if (wait > 0)
    throw new AppError("LIMIT", `Too many tries. Wait ${wait} seconds, then try again.`, {
      fields: { password: `Too many tries. Wait ${wait} seconds, then try again.` },
    });
  if (!(await verifyPassword(stored, password)))
    throw new AppError("INVALID", "That is not the password of this link.", {
      fields: { password: "That is not the password of this link." },
    });
  await forgetGuesses(account, from.address);
}

/** Counts a look at the page of a link that opens without a button. */
export async function noteView(from: Actor["from"], token: string): Promise<void> {
  const link = await findGate(token, undefined);
  if (link?.verdict === "open") await countOpening(link, from, null);
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
