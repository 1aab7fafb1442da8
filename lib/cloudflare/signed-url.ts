import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { idInPath } from "@/lib/cloudflare/image-id";

/** What may stand in a signed path. Nothing here ever needs encoding, so nothing can be spelled two ways. */
const imageIdPattern = /^[A-Za-z0-9-]{1,64}$/;
const accountHashPattern = /^[A-Za-z0-9_-]{1,64}$/;
const variantPattern = /^[A-Za-z0-9_-]{1,99}$/;
/** The three of them in one look: an empty part or one with a slash in it makes another number of parts. */
const pathPattern = /^\/[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9-]{1,64}\/[A-Za-z0-9_-]{1,99}$/;

export type DeliveryAddress = {
  /** `https://imagedelivery.net`, or `https://your.domain/cdn-cgi/imagedelivery`; no slash at the end. */
  baseUrl: string;
  accountHash: string;
  /** Cloudflare's id of the image; signed are generated ones only, since no other image can be private. */
  imageId: string;
  variantId: string;
};

function signablePath({ accountHash, imageId, variantId }: DeliveryAddress): string {
  const path = `/${accountHash}/${imageId}/${variantId}`;
  if (pathPattern.test(path)) return path;
  if (!accountHashPattern.test(accountHash))
    throw new TypeError("The account hash is not one of Cloudflare's.");
  if (!imageIdPattern.test(imageId)) throw new TypeError("Only generated image ids are signed.");
  throw new TypeError("That is not the name of a variant.");
}

/**
 * The address of one image in one variant, unsigned: works for anyone when the image or the variant is open. An id of
 * somebody's choosing may be in it, slashes and all: what follows the last slash is the variant.
 */
export function unsignedDeliveryUrl(address: DeliveryAddress): string {
  const { baseUrl, accountHash, imageId, variantId } = address;
  if (imageIdPattern.test(imageId)) return `${baseUrl}${signablePath(address)}`;
  if (!accountHashPattern.test(accountHash) || !variantPattern.test(variantId))
    throw new TypeError("That is not an address of this account.");
  return `${baseUrl}/${accountHash}/${idInPath(imageId)}/${variantId}`;
}

let prepared: { value: string; object: KeyObject } | undefined;

/** The key as the hash wants it. One key signs nearly everything, and preparing it costs a tenth of a signature. */
function prepare(value: string): KeyObject {
  if (prepared?.value !== value) prepared = { value, object: createSecretKey(value, "utf8") };
  return prepared.object;
}

/**
 * Signs one image in one variant until `expiresAt`. The end is rounded down to the whole second, so a link
 * never outlives what was promised. There is no way to leave it out: a URL without `exp` would never end.
 * On a domain of our own the signature still covers imagedelivery.net's path, without `/cdn-cgi/imagedelivery`.
 */
export function signDeliveryUrl(link: DeliveryAddress & { expiresAt: Date; key: string }): string {
  const exp = Math.floor(link.expiresAt.getTime() / 1000);
  if (!(exp >= 1_000_000_000 && exp <= 9_999_999_999)) throw new RangeError("A link needs a real end.");
  if (!link.key) throw new TypeError("There is no key to sign with.");
  const message = `${signablePath(link)}?exp=${exp}`;
  // The key is used as it is printed, not base64-decoded.
  const signature = createHmac("sha256", prepare(link.key)).update(message).digest("hex");
  return `${link.baseUrl}${message}&sig=${signature}`;
}
