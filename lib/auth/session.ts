import "server-only";
import { cookies, headers } from "next/headers";
import { decode } from "next-auth/jwt";
import { clock } from "@/lib/clock";
import { env, isSecureOrigin } from "@/lib/env";

export type Session = { userId: string; sessionVersion: number; signedInAt: number };

/** A session that is used every day still ends after this: then the password is asked for again. */
const longest = 30 * 24 * 3_600_000;

/**
 * What the cookie claims; its encryption and age are checked by next-auth. A broken cookie is nobody, not an error.
 * `getServerSession` would do the same and then make a new cookie that a page cannot set: half of the time.
 */
export async function readSession(): Promise<Session | null> {
  const cookie = (await cookies()).get(await cookieName())?.value;
  const token = cookie
    ? await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null)
    : null;
  if (!token?.sub) return null;
  const { sub: userId, sessionVersion, signedInAt } = token;
  if (typeof sessionVersion !== "number" || typeof signedInAt !== "number") return null;
  if (clock.now().getTime() - signedInAt > longest) return null;
  return { userId, sessionVersion, signedInAt };
}

/** Where the origin is secure, only the cookie that says so counts. */
async function cookieName(): Promise<string> {
  const name = "next-auth.session-token";
  const secure = isSecureOrigin((await headers()).get("x-forwarded-proto"));
  return secure ? `__Secure-${name}` : name;
}
