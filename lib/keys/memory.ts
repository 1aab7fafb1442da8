import "server-only";
import type { AccountKey } from "@/lib/keys/mirror";

/** The key that signs in this process, and the last failure to read it. Never written anywhere. */
export const memory: {
  held?: { key: AccountKey; at: number } | undefined;
  failed?: { error: unknown; at: number } | undefined;
} = {};

/** Forgets the key in memory, for when keys are known to have changed. */
export function forgetKey(): void {
  memory.held = undefined;
  memory.failed = undefined;
}

/** Forgets it when it is not among those that Cloudflare lists: what it signs is refused. */
export function forgetUnlessListed(keys: readonly AccountKey[]): void {
  const { held } = memory;
  if (held && !keys.some(({ id }) => id === held.key.id)) forgetKey();
}
