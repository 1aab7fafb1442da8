import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const ivBytes = 12;
const tagBytes = 16;

/** Whether deleted keys are kept for recognising old links: only where KEY_ARCHIVE_SECRET is set. */
export const keepsRetiredKeys = (): boolean => env().KEY_ARCHIVE_SECRET !== undefined;

function archiveKey(): Buffer | null {
  const secret = env().KEY_ARCHIVE_SECRET;
  return secret ? Buffer.from(hkdfSync("sha256", secret, "", "darkroom key archive", 32)) : null;
}

/** A key's value as the database may hold it: AES-256-GCM, bound to its row. Null where none is kept. */
export function sealKey(rowId: string, value: string): Uint8Array<ArrayBuffer> | null {
  const key = archiveKey();
  if (!key) return null;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(rowId));
  const body = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), body]));
}

/** The value again; null without the secret, with another one, or when the row is not the one it was sealed for. */
export function openKey(rowId: string, sealed: Uint8Array | null): string | null {
  const key = archiveKey();
  if (!key || !sealed || sealed.byteLength <= ivBytes + tagBytes) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, ivBytes))
      .setAAD(Buffer.from(rowId))
      .setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
    const body = [decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()];
    return Buffer.concat(body).toString("utf8");
  } catch {
    return null;
  }
}
