import "server-only";
import { createHash, createHmac } from "node:crypto";
import { env } from "@/lib/env";

/** Tells two keys of one name apart without keeping either: a keyed hash, 64 hex characters. */
export function fingerprint(value: string): string {
  return createHmac("sha256", env().NEXTAUTH_SECRET).update(`signing-key:${value}`).digest("hex");
}

/** What the ledger keeps of a signature: enough to recognise a leaked link, useless for making one. */
export function signatureHash(url: string): Uint8Array<ArrayBuffer> {
  // Ours end with it, and a whole parser for each would cost more than the signature.
  const own = /&sig=([0-9a-f]{64})$/.exec(url)?.[1];
  const signature = own ?? new URL(url).searchParams.get("sig") ?? "";
  return new Uint8Array(createHash("sha256").update(signature).digest());
}
