import "server-only";
import { clock } from "@/lib/clock";
import { deliveryUrl, signedDeliveryUrl } from "@/lib/cloudflare/connection";
import { isCustomId } from "@/lib/cloudflare/image-id";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { signatureHash } from "@/lib/keys/fingerprint";
import { memory } from "@/lib/keys/memory";
import { type AccountKey, mirrorKeys } from "@/lib/keys/mirror";
import { pictureEnd } from "@/lib/keys/page-pictures";
import { chooseKey } from "@/lib/keys/rules";

const freshFor = 60_000;
const silentAfterFailure = 15_000;
/** Page pictures may be signed with a key this old while Cloudflare is away; links may not. */
const usableFor = 60 * 60_000;

let reading: Promise<AccountKey> | undefined;

async function read(): Promise<AccountKey> {
  const keys = await mirrorKeys();
  const installation = await db().installation.findUnique({ where: { id: 1 }, select: { signingKey: true } });
  const key = chooseKey(keys, installation?.signingKey ?? "default");
  if (!key)
    throw new AppError(
      "CONFIG",
      "This Cloudflare account has no signing key, so nothing private can be shown or shared. Create one in the Cloudflare dashboard, Images, Keys.",
    );
  memory.held = { key, at: clock.now().getTime() };
  memory.failed = undefined;
  return key;
}

/**
 * The key that everything new is signed with: the installation's by name, else the account's first.
 * At most a minute old; its value exists in this process only. Throws what `cloudflare()` throws.
 */
export async function currentKey(): Promise<AccountKey> {
  const now = clock.now().getTime();
  const { held, failed } = memory;
  if (held && Math.abs(now - held.at) < freshFor) return held.key;
  // While Cloudflare is away a page must not wait ten seconds for each picture.
  if (failed && Math.abs(now - failed.at) < silentAfterFailure) throw failed.error;
  reading ??= read()
    .catch((error: unknown) => {
      memory.failed = { error, at: clock.now().getTime() };
      throw error;
    })
    .finally(() => {
      reading = undefined;
    });
  return reading;
}

/** The current key, or while Cloudflare is away the last one known, for an hour. Not for entries of the ledger. */
function usableKey(): Promise<AccountKey> {
  return currentKey().catch((error: unknown) => {
    const { held } = memory;
    if (held && clock.now().getTime() - held.at < usableFor) return held.key;
    throw error;
  });
}

/**
 * Signs pictures for a page: (Cloudflare's image id, variant) → URL. A picture's address stays the same for
 * ten minutes, so browsers cache it, and lives 10 to 30 minutes. Keeps working for an hour without Cloudflare.
 * An image under an id of somebody's choosing is public for ever and gets its plain address.
 */
export async function urlSigner(): Promise<(cloudflareId: string, variantId: string) => string> {
  const key = await usableKey();
  const now = clock.now();
  return (cloudflareId, variantId) => {
    if (isCustomId(cloudflareId)) return deliveryUrl(cloudflareId, variantId);
    const expiresAt = pictureEnd(now, { cloudflareId, variantId });
    return signedDeliveryUrl(cloudflareId, variantId, { expiresAt, key: key.value });
  };
}

/** Signs one link with a key from `currentKey`. The URL is for the person, once; the hash is for the ledger. */
export function signLink(
  { cloudflareId, variantId, expiresAt }: { cloudflareId: string; variantId: string; expiresAt: Date },
  key: AccountKey,
): { url: string; signatureHash: Uint8Array<ArrayBuffer> } {
  const url = signedDeliveryUrl(cloudflareId, variantId, { expiresAt, key: key.value });
  return { url, signatureHash: signatureHash(url) };
}

/** Life of the signature that a gated link forwards to. */
export const briefSeconds = 60;

type Brief = ReturnType<typeof signLink> & { expiresAt: Date };

/**
 * Signs one picture for the moment in which it is fetched: its URL ends within a minute; hash and end are for knowing
 * it again. Keeps working for an hour without Cloudflare.
 */
export async function briefSigner(): Promise<(item: { cloudflareId: string; variantId: string }) => Brief> {
  const key = await usableKey();
  const expiresAt = new Date((Math.floor(clock.now().getTime() / 1000) + briefSeconds) * 1000);
  return ({ cloudflareId, variantId }) => ({
    ...signLink({ cloudflareId, variantId, expiresAt }, key),
    expiresAt,
  });
}
