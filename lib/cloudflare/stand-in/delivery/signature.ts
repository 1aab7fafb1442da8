import { createHmac, timingSafeEqual } from "node:crypto";

export type Verdict = { ok: true; expires: number | null } | { ok: false; reason: string };

// Only these two spellings carry a signature. Any other order, repetition, encoding or extra parameter is refused,
// so that no two different URLs share one signature.
const signed = /^(?:exp=([0-9]{10})&)?sig=([0-9a-f]{64})$/;

const mismatch =
  "check failed: Malformed data found: The URL signature does not match. Expecting SHA-256 HMAC of the path without domain nor query string";

/** Whether a link with this end is over: at its second, without grace. */
export const hasEnded = (expires: number | null, now: Date): boolean =>
  expires !== null && expires * 1000 <= now.getTime();

/**
 * Checks `exp` and `sig` of a delivery URL against every current key.
 * `path` and `query` are the bytes received; `path` is already without `/cdn-cgi/imagedelivery`.
 */
export function verifySignature(
  path: string,
  query: string,
  keys: readonly { value: string }[],
  now: Date,
): Verdict {
  const match = signed.exec(query);
  if (!match)
    return { ok: false, reason: "check failed: Malformed data found: The URL signature is malformed" };
  const [, exp, sig = ""] = match;
  const given = Buffer.from(sig, "hex");
  const message = exp === undefined ? path : `${path}?exp=${exp}`;
  let found = false;
  // Every key is tried and every comparison runs to its end: the time says nothing about which one was near.
  for (const { value } of keys)
    if (timingSafeEqual(createHmac("sha256", value).update(message).digest(), given)) found = true;
  if (!found) return { ok: false, reason: mismatch };
  if (exp === undefined) return { ok: true, expires: null };
  const expires = Number(exp);
  if (hasEnded(expires, now)) return { ok: false, reason: "check failed: The URL signature has expired" };
  return { ok: true, expires };
}
