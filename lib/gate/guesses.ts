import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { verifyPassword } from "@/lib/auth/password";
import { bookAt, type Counter, forgiveAt } from "@/lib/auth/throttle";
import { AppError } from "@/lib/errors";
import { networkOf } from "@/lib/gate/throttle";
import { tokenHash } from "@/lib/links/tokens";

/** So long a browser that gave a right password is known to have done so. */
export const knownMs = 30 * 86_400_000;

type Locked = { id: string; passwordHash: string | null };
type Guess = { password: string; known: string | undefined; from: Actor["from"] };

/** What a browser keeps that gave the password: it opens nothing, and is let past those who guess. */
export const knownOf = (passwordHash: string): string =>
  Buffer.from(tokenHash(`known ${passwordHash}`)).toString("base64url");

/**
 * Each network waits for its own guesses, so that a stranger who knows the address keeps nobody else out; the link for
 * all of them together, so that many networks are no way around. A browser that knew the password before is counted
 * apart from both.
 */
function countersOf({ id, passwordHash }: Locked, { known, from }: Guess): Counter[] {
  if (passwordHash !== null && known === knownOf(passwordHash)) return [{ kind: "known", who: id }];
  return [
    { kind: "address", who: from.address },
    { kind: "reader", who: `${id} ${networkOf(from.address)}` },
    { kind: "link", who: id },
  ];
}

/** Throws unless it is the link's password, if it has one; guesses are slowed down. */
export async function unlock(link: Locked, guess: Guess): Promise<void> {
  if (link.passwordHash === null) return;
  const counters = countersOf(link, guess);
  const wait = await bookAt(counters);
  if (wait > 0)
    throw new AppError("LIMIT", `Too many tries. Wait ${wait} seconds, then try again.`, {
      cause: { wait },
      fields: { password: `Too many tries. Wait ${wait} seconds, then try again.` },
    });
  if (!(await verifyPassword(link.passwordHash, guess.password)))
    throw new AppError("INVALID", "That is not the password of this link.", {
      fields: { password: "That is not the password of this link." },
    });
  await forgiveAt(counters);
}
