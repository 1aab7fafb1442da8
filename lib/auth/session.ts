import "server-only";
import { getServerSession } from "next-auth";
import { authOptions } from "@/lib/auth/options";

export type Session = { userId: string; sessionVersion: number };

/** What the cookie claims, signature and age checked by next-auth. A broken cookie is nobody, not an error. */
export async function readSession(): Promise<Session | null> {
  const session = await getServerSession(authOptions).catch(() => null);
  const claims = session as unknown as Partial<Session> | null;
  if (!claims?.userId || typeof claims.sessionVersion !== "number") return null;
  return { userId: claims.userId, sessionVersion: claims.sessionVersion };
}
