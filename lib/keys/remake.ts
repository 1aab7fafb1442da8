import "server-only";
import { type Actor, system } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { readKnownKeys } from "@/lib/keys/known";
import { signLink } from "@/lib/keys/signing";

type Made = {
  cloudflareId: string;
  variantId: string;
  expiresAt: Date;
  signatureHash: Uint8Array | null;
};
export type SignatureParts = { exp: string; signature: string };

/** The parts of an address that a signer just made, for asking the delivery host for it from here. */
export function partsOf(url: string): SignatureParts {
  const { searchParams } = new URL(url);
  return { exp: searchParams.get("exp") ?? "", signature: searchParams.get("sig") ?? "" };
}

/**
 * Makes addresses of the ledger again, for measuring them from here. The key is the one whose signature the ledger
 * knows by its hash, whatever its row is called by now; deleted keys are tried where they are kept. Null: no key at
 * hand made it, so that nothing can be measured. Throws UPSTREAM when that may only be because Cloudflare did not
 * tell its keys.
 */
export async function readRemaker(by: Actor = system): Promise<(item: Made) => SignatureParts | null> {
  const { keys, read } = await readKnownKeys(by);
  return (item) => {
    const { signatureHash } = item;
    for (const { key } of signatureHash ? keys : []) {
      const made = signLink(item, key);
      if (signatureHash && Buffer.compare(made.signatureHash, signatureHash) === 0) return partsOf(made.url);
    }
    if (!read)
      throw new AppError(
        "UPSTREAM",
        "Cloudflare could not be asked for its keys, so nothing was measured. Try again in a minute.",
      );
    return null;
  };
}
