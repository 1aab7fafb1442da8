import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, system } from "@/lib/auth/actor";
import { verifyPassword } from "@/lib/auth/password";
import { bookGuess, forgetGuesses } from "@/lib/auth/throttle";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";

export type SignInResult =
  | { ok: true; userId: string; sessionVersion: number }
  | { ok: false; waitSeconds: number };

/**
 * E-mail and password to a session. Unknown, disabled and wrong look and take the same; `waitSeconds` is 0
 * for a wrong pair and more when guesses came too fast. What was refused is in the log, guesses that had to wait are not.
 */
export async function signIn(
  input: { email: string; password: string },
  from: Actor["from"],
): Promise<SignInResult> {
  const email = input.email.trim().toLowerCase().slice(0, 254);
  const waitSeconds = await bookGuess(email, from.address);
  if (waitSeconds > 0) return { ok: false, waitSeconds };
  const user = await db().user.findUnique({ where: { email } });
  const right = await verifyPassword(user?.passwordHash, input.password.slice(0, 200));
  if (!user || !right || user.disabledAt) {
    await recordRefusal(user, from);
    return { ok: false, waitSeconds: 0 };
  }
  await forgetGuesses(email, from.address);
  await db().$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { lastSignInAt: clock.now() } });
    await recordAudit(
      tx,
      { id: user.id, name: user.name, from },
      { action: "session.started", subject: { type: "person", id: user.id, name: user.name } },
    );
  });
  return { ok: true, userId: user.id, sessionVersion: user.sessionVersion };
}

/** The same row for every refusal, so that it takes as long; an address that is no account's is not written down. */
async function recordRefusal(
  user: { id: string; name: string; disabledAt: Date | null } | null,
  from: Actor["from"],
): Promise<void> {
  const { id, name } = user ?? { id: system.id, name: "Somebody unknown" };
  await db().$transaction((tx) =>
    recordAudit(
      tx,
      { id, name, from },
      {
        action: "session.refused",
        subject: { type: "person", id, name },
        details: { account: user ? (user.disabledAt ? "disabled" : "known") : "unknown" },
      },
    ),
  );
}
