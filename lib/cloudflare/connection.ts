import "server-only";
import { clock } from "@/lib/clock";
import {
  type AddressAnswer,
  answerOf,
  deliveryCode,
  fetchPicture,
  type ProbeVerdict,
  probe,
} from "@/lib/cloudflare/delivery";
import { type CloudflareImages, createCloudflareImages } from "@/lib/cloudflare/images";
import { signDeliveryUrl, unsignedDeliveryUrl } from "@/lib/cloudflare/signed-url";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

let client: CloudflareImages | undefined;

/** The account of this installation. One client for the process, so that all calls share its silence after a 429. */
export function cloudflare(): CloudflareImages {
  client ??= createCloudflareImages({
    apiUrl: env().CLOUDFLARE_API_URL,
    uploadUrl: env().CLOUDFLARE_UPLOAD_URL,
    accountId: env().CLOUDFLARE_ACCOUNT_ID,
    accountHash: env().CLOUDFLARE_ACCOUNT_HASH,
    token: env().CLOUDFLARE_API_TOKEN,
    now: () => clock.now(),
  });
  return client;
}

const address = (imageId: string, variantId: string) => ({
  baseUrl: env().CLOUDFLARE_DELIVERY_URL,
  accountHash: env().CLOUDFLARE_ACCOUNT_HASH,
  imageId,
  variantId,
});

/** The address without a signature: opens only what is open. Throws on ids that cannot be in one. */
export function deliveryUrl(imageId: string, variantId: string): string {
  return unsignedDeliveryUrl(address(imageId, variantId));
}

/** The same address, signed with a key's value until `expiresAt`. */
export function signedDeliveryUrl(
  imageId: string,
  variantId: string,
  { expiresAt, key }: { expiresAt: Date; key: string },
): string {
  return signDeliveryUrl({ ...address(imageId, variantId), expiresAt, key });
}

/** Measures whether a stranger is refused this image in this variant. */
export function probeUnsigned(cloudflareId: string, variantId: string): Promise<ProbeVerdict> {
  return probe(deliveryUrl(cloudflareId, variantId));
}

/** What in a query may be sent on as it was pasted. */
const harmless = /^[0-9A-Za-z.+-]{0,200}$/;

/**
 * Asks the delivery host for an address that somebody pasted, put together anew from its parts: our host, our
 * account, nothing else. Null when its parts cannot stand in an address of ours; then nothing is asked.
 */
export async function answerForParts(parts: {
  imageId: string;
  variantId: string;
  exp: string | null;
  signature: string | null;
}): Promise<AddressAnswer | null> {
  const { imageId, variantId, exp, signature } = parts;
  if (![exp ?? "", signature ?? ""].every((text) => harmless.test(text))) return null;
  const query = new URLSearchParams({
    ...(exp !== null && { exp }),
    ...(signature !== null && { sig: signature }),
  });
  let url: string;
  try {
    url = deliveryUrl(imageId, variantId);
  } catch {
    return null;
  }
  return answerOf(query.size > 0 ? `${url}?${query}` : url);
}

/** Where pictures are served, as an address names it. */
export const deliveryHost = (): string => new URL(env().CLOUDFLARE_DELIVERY_URL).host;
export const accountHash = (): string => env().CLOUDFLARE_ACCOUNT_HASH;

/** How the delivery host answers for an image that nobody can see; see `deliveryCode`. */
export function askDelivery(cloudflareId: string, variantId: string): Promise<number | null> {
  return deliveryCode(deliveryUrl(cloudflareId, variantId));
}

/** Fetches a delivery address of ours, whole, up to `maxBytes`. */
export async function fetchSigned(
  url: string,
  options: { accept: string; maxBytes: number },
): Promise<{ body: Buffer; contentType: string }> {
  if (!url.startsWith(`${env().CLOUDFLARE_DELIVERY_URL}/`))
    throw new AppError("UNEXPECTED", "Only addresses of the delivery host are fetched.");
  return fetchPicture(url, options);
}
