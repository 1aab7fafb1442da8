import "server-only";
import { clock } from "@/lib/clock";
import { deliveryCode, fetchPicture, type ProbeVerdict, probe } from "@/lib/cloudflare/delivery";
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
