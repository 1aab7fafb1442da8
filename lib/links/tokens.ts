import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 128 random bits as the address of a gated link shows them: 22 characters. */
export const newToken = (): string => randomBytes(16).toString("base64url");

export const tokenPattern = /^[A-Za-z0-9_-]{22}$/;

/** What is stored of a token or a visit's ticket: enough to find it, useless for making it. */
export function tokenHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
