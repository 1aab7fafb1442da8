import "server-only";
import { getServerSession } from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { clock } from "@/lib/clock";

export type Session = { userId: string; sessionVersion: number; signedInAt: number };

/** A session that is used every day still ends after this: then the password is asked for again. */
const longest = 30 * 24 * 3_600_000;

/** What the cookie claims, signature and age checked by next-auth. A broken cookie is nobody, not an error. */
export async function readSession(): Promise<Session | null> {
  const session = await getServerSession(authOptions).catch(() => null);
  const claims = session as unknown as Partial<Session> | null;
  if (!claims?.userId || typeof claims.sessionVersion !== "number") return null;
  const { userId, sessionVersion, signedInAt } = claims;
  if (typeof signedInAt !== "number" || clock.now().getTime() - signedInAt > longest) return null;
  return { userId, sessionVersion, signedInAt };
}
