import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { endSessions } from "@/lib/auth/end-sessions";
import { signIn } from "@/lib/auth/sign-in";
import { clock } from "@/lib/clock";
import { reportUnexpected } from "@/lib/log";

/** What `authorize` hands to the token; next-auth calls it a user. */
type SignedIn = { id: string; sessionVersion: number };

const week = 7 * 24 * 3600;
const text = (value: unknown) => (typeof value === "string" ? value : "");

/** next-auth: e-mail and password, a signed and encrypted cookie that names the account and its version. */
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: week },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      id: "credentials",
      name: "E-mail and password",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      async authorize(credentials, request) {
        const list = (request.headers ?? {}) as Record<string, string | undefined>;
        const address = list["x-real-ip"] ?? list["x-forwarded-for"]?.split(",")[0] ?? "local";
        const result = await signIn(
          { email: text(credentials?.email), password: text(credentials?.password) },
          { address: address.trim().slice(0, 64), client: text(list["user-agent"]).slice(0, 255) },
        ).catch((error: unknown) => {
          // next-auth hands the text of an error to whoever asked; a database names its host in it.
          throw new Error(`failed:${reportUnexpected("sign-in", error)}`);
        });
        // The sign-in page reads this text; it tells how long to wait and nothing about the account.
        if (!result.ok && result.waitSeconds > 0) throw new Error(`wait:${result.waitSeconds}`);
        if (!result.ok) return null;
        const signedIn: SignedIn = { id: result.userId, sessionVersion: result.sessionVersion };
        return signedIn;
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      if (!user) return token;
      const { id, sessionVersion } = user as SignedIn;
      return { sub: id, sessionVersion, signedInAt: clock.now().getTime() };
    },
    session({ session, token }) {
      const { sub: userId, sessionVersion, signedInAt } = token;
      return { expires: session.expires, userId, sessionVersion, signedInAt };
    },
  },
  events: {
    // A cookie that was copied must not outlive the sign-out, and only the account can end it.
    async signOut({ token }) {
      if (token?.sub && typeof token.sessionVersion === "number")
        await endSessions({ userId: token.sub, sessionVersion: token.sessionVersion });
    },
  },
  logger: {
    // next-auth would print its errors with a documentation address; a wrong cookie is not news.
    error: () => {},
    warn: () => {},
    debug: () => {},
  },
};
