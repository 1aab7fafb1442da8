import "server-only";
import { type Actor, system } from "@/lib/auth/actor";
import { KeyMaterial } from "@/lib/cloudflare/key-material";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { openKey, sealKey } from "@/lib/keys/archive";
import { AccountKey, mirrorKeys } from "@/lib/keys/mirror";

export type KnownKey = { key: AccountKey; goneAt: Date | null };

/**
 * Every key whose signatures can be recognised: the account's now, and deleted ones where they are kept. `read` is
 * false when Cloudflare could not be asked; what is kept is tried all the same. `missing`: deleted keys that are not
 * kept, so that nothing can be said of what they signed.
 */
export async function readKnownKeys(
  by: Actor = system,
): Promise<{ keys: KnownKey[]; read: boolean; missing: number }> {
  const current = await mirrorKeys(by).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
  if (current) await keepKeys(current);
  const present = new Set(current?.map(({ id }) => id));
  const rows = await db().signingKey.findMany({
    where: { sealedValue: { not: null } },
    select: { id: true, name: true, goneAt: true, sealedValue: true },
    orderBy: { firstSeenAt: "desc" },
    take: 50,
  });
  const kept = rows.flatMap(({ id, name, goneAt, sealedValue }) => {
    const value = present.has(id) ? null : openKey(id, sealedValue);
    return value ? [{ key: new AccountKey(id, new KeyMaterial(name, value)), goneAt }] : [];
  });
  const live = (current ?? []).map((key) => ({ key, goneAt: null }));
  const others = await db().signingKey.count({ where: { id: { notIn: [...present] } } });
  return { keys: [...live, ...kept], read: current !== null, missing: others - kept.length };
}

/** Encrypts and keeps the keys that are not kept yet; does nothing where none are to be kept. */
export async function keepKeys(keys: readonly AccountKey[]): Promise<void> {
  for (const { id, value } of keys) {
    const sealedValue = sealKey(id, value);
    if (sealedValue)
      await db().signingKey.updateMany({ where: { id, sealedValue: null }, data: { sealedValue } });
  }
}
