import "server-only";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { forgetKey } from "@/lib/keys/memory";
import type { AccountKey } from "@/lib/keys/mirror";
import { currentKey } from "@/lib/keys/signing";

/** The key that was held in memory is on its way out, which only the database knew. */
class KeyLeaves extends AppError {
  constructor() {
    super("CONFLICT", "The signing key is being deleted just now. Nothing was created. Try again.");
  }
}

/**
 * Keeps a key from being marked as on its way out until the transaction ends, so that whoever deletes it counts what
 * is signed here. Throws when the mark is there already: another server may hold the key in memory for a minute more.
 */
export async function holdKey(tx: Tx, { id }: AccountKey): Promise<void> {
  const stays = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "SigningKey" WHERE "id" = ${id}::uuid AND "deletingAt" IS NULL AND "goneAt" IS NULL FOR SHARE`;
  if (stays.length === 0) throw new KeyLeaves();
}

/** Runs what signs with the current key; once more with a freshly read one when that key was found to be leaving. */
export async function withCurrentKey<T>(run: (key: AccountKey) => Promise<T>): Promise<T> {
  try {
    return await run(await currentKey());
  } catch (error) {
    if (!(error instanceof KeyLeaves)) throw error;
    forgetKey();
    return run(await currentKey());
  }
}
