import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { idInPath } from "@/lib/cloudflare/image-id";

/**
 * What may not stand in a signed path. Nothing that is left ever needs encoding, so nothing can be spelled two ways.
 * Looking for one bad sign in each part is a third cheaper than matching the whole path, which shows in a batch.
 */
const notInAnId = /[^A-Za-z0-9-]/;
const notInAName = /[^A-Za-z0-9_-]/;
const isPart = (text: string, most: number, bad: RegExp) =>
  text.length > 0 && text.length <= most && !bad.test(text);

export type DeliveryAddress = {
  /** `https://imagedelivery.net`, or `https://your.domain/cdn-cgi/imagedelivery`; no slash at the end. */
  baseUrl: string;
  accountHash: string;
  /** Cloudflare's id of the image; signed are generated ones only, since no other image can be private. */
  imageId: string;
  variantId: string;
};

/** The pair that was found right last: a batch has one account and few variants. */
let right = { accountHash: "", variantId: "" };

function signablePath({ accountHash, imageId, variantId }: DeliveryAddress): string {
  if (accountHash !== right.accountHash || variantId !== right.variantId) {
    if (!isPart(accountHash, 64, notInAName))
      throw new TypeError("The account hash is not one of Cloudflare's.");
    if (!isPart(variantId, 99, notInAName)) throw new TypeError("That is not the name of a variant.");
    right = { accountHash, variantId };
  }
  if (!isPart(imageId, 64, notInAnId)) throw new TypeError("Only generated image ids are signed.");
  return `/${accountHash}/${imageId}/${variantId}`;
}

/**
 * The address of one image in one variant, unsigned: works for anyone when the image or the variant is open. An id of
 * somebody's choosing may be in it, slashes and all: what follows the last slash is the variant.
 */
export function unsignedDeliveryUrl(address: DeliveryAddress): string {
  const { baseUrl, accountHash, imageId, variantId } = address;
  if (isPart(imageId, 64, notInAnId)) return `${baseUrl}${signablePath(address)}`;
  if (!isPart(accountHash, 64, notInAName) || !isPart(variantId, 99, notInAName))
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
