import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Account } from "../context.ts";
import { Refusal } from "../replies.ts";

export type Access = "none" | "read" | "write";

const digest = (text: string) => createHash("sha256").update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

/** The bearer token of a request, or null. */
export const bearerOf = (headers: IncomingHttpHeaders): string | null =>
  /^Bearer ([\x21-\x7e]+)$/i.exec(headers.authorization ?? "")?.[1] ?? null;

/** What the credentials of a request may do. A pair of e-mail and key counts like the token. */
export function accessOf(headers: IncomingHttpHeaders, account: Account): Access {
  const bearer = bearerOf(headers) ?? undefined;
  const key = headers["x-auth-email"] ? headers["x-auth-key"] : undefined;
  const given = bearer ?? (typeof key === "string" ? key : undefined);
  if (given === undefined) return "none";
  if (same(given, account.token)) return "write";
  return account.readOnlyToken !== null && same(given, account.readOnlyToken) ? "read" : "none";
}

export const authenticationError = () => new Refusal(403, 10_000, "Authentication error");
