import "server-only";
import { createHash } from "node:crypto";
import { cloudflare } from "@/lib/cloudflare/connection";
import { maxResealBytes } from "@/lib/reseal/rules";

export type Original = { bytes: Uint8Array<ArrayBuffer>; sha256: Uint8Array<ArrayBuffer>; type: string };

/** A whole original with its hash; null when it is larger than may be copied. Throws AppError when it cannot be read. */
export async function readWhole(cloudflareId: string): Promise<Original | null> {
  const { body, contentType } = await cloudflare().downloadOriginal(cloudflareId);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxResealBytes) return null; // leaving the loop cancels the body
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(Buffer.concat(chunks));
  return { bytes, sha256: new Uint8Array(createHash("sha256").update(bytes).digest()), type: contentType };
}

export const sameBytes = (one: Uint8Array | null, other: Uint8Array): boolean =>
  one !== null && Buffer.compare(one, other) === 0;
