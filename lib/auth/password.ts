import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP's floor for Argon2id: 19 MiB, two passes, one lane. The algorithm is the library's default.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
let decoy: Promise<string> | undefined;

/** Argon2id in PHC form, salt included. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), cost);
}

/** Checks a password. Without an account it does the same work against a decoy, so time tells nothing. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const right = await verify(stored ?? (await decoy), password.normalize("NFKC")).catch(() => false);
  return right && stored !== undefined;
}
