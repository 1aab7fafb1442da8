import "server-only";
import { createHash } from "node:crypto";
import { cloudflare } from "@/lib/cloudflare/connection";
import { AppError } from "@/lib/errors";
import { type OriginalFacts, readOriginal } from "@/lib/images/original";
import { maxOriginalBytes } from "@/lib/images/rules";

export type Facts = OriginalFacts & { sha256: Uint8Array<ArrayBuffer>; bytes: number };
/** What a row says while its original may not be read: the browser's figures were a hint, not a fact. */
export const unknownFacts = {
  mimeType: null,
  width: null,
  height: null,
  hasLocation: null,
  sha256: null,
  bytes: null,
} as const;

/**
 * The facts of an original as Cloudflare holds it. `unaccepted`: it is not an image that we take. `refused`: the
 * token may read the account, but no originals (some get 403 there). Throws AppError when it cannot be read now.
 */
export async function readFacts(cloudflareId: string): Promise<Facts | "unaccepted" | "refused"> {
  const original = await readBytes(cloudflareId);
  if (original === "refused") return "refused";
  const facts = original && readOriginal(original.bytes);
  if (!original || !facts) return "unaccepted";
  return { ...facts, sha256: original.sha256, bytes: original.bytes.byteLength };
}

/** The whole original and its hash; null when it is larger than an original can be. */
async function readBytes(cloudflareId: string) {
  const download = await open(cloudflareId);
  if (!download) return "refused" as const;
  const hash = createHash("sha256");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of download.body) {
    size += chunk.byteLength;
    if (size > maxOriginalBytes) return null; // leaving the loop cancels the body
    hash.update(chunk);
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), sha256: new Uint8Array(hash.digest()) };
}

/** Null when it is refused while the image itself may be read; with any other trouble it is worth a new try. */
async function open(cloudflareId: string) {
  try {
    return await cloudflare().downloadOriginal(cloudflareId);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "CONFIG") throw error;
    if (await cloudflare().getImage(cloudflareId)) return null;
    throw new AppError("NOT_FOUND", "Cloudflare does not have it any more.", { cause: error });
  }
}
