import { createHash, createHmac, timingSafeEqual } from "node:crypto";

type Material = { key: { id: string; value: string } };

/** A pasted address as far as a signature speaks of it. */
export type SignedParts = {
  accountHash: string;
  imageId: string;
  variantId: string;
  exp: string | null;
  signature: string;
  host: string | null;
};

/** Wrong ways to sign that are in circulation. Cloudflare refuses each. */
export const recipes = {
  prefixed: "it covers the path with /cdn-cgi/imagedelivery in front, which must be left out",
  whole: "it covers the whole address with its host, not the path alone",
  glued: "it covers path and end without ?exp= between them",
  short: "it covers image, variant and end without the account",
  decoded: "the key was base64-decoded first; it is to be used as it is printed",
} as const;
export type Recipe = keyof typeof recipes;

export type Recognised<K> =
  /** Exactly what Cloudflare checks. */
  | { kind: "right"; by: K }
  /** Right, but it covers the path alone: without its `exp` the address never ends. */
  | { kind: "endless"; by: K }
  | { kind: "recipe"; by: K; recipe: Recipe }
  /** Right for another variant of the same image. */
  | { kind: "variant"; by: K; variantId: string }
  /** Right but for upper-case letters. */
  | { kind: "case"; by: K }
  /** The first characters of the right one. */
  | { kind: "cut"; by: K; length: number };

// Shorter beginnings are not compared: whoever could ask about one character at a time could make a signature.
const leastPrefix = 40;

/**
 * Which key made a signature, and for what. Tries the documented recipe first, then what people get wrong. Null:
 * none of these keys. Compares in constant time. Pure.
 */
export function recognise<K extends Material>(
  parts: SignedParts,
  keys: readonly K[],
  variants: readonly string[],
): Recognised<K> | null {
  const { accountHash, imageId, variantId, exp, signature } = parts;
  const path = `/${accountHash}/${imageId}/${variantId}`;
  const message = exp === null ? path : `${path}?exp=${exp}`;
  const given = signature.toLowerCase();
  for (const by of keys) {
    const { value } = by.key;
    const right = sign(value, message);
    if (same(right, signature)) return { kind: exp === null ? "endless" : "right", by };
    if (same(right, given)) return { kind: "case", by };
    if (given.length >= leastPrefix && given.length < 64 && same(right.slice(0, given.length), given))
      return { kind: "cut", by, length: given.length };
    if (exp !== null && same(sign(value, path), given)) return { kind: "endless", by };
    const recipe = wrongRecipe(parts, { value, path, message, given });
    if (recipe) return { kind: "recipe", by, recipe };
    const other = variants.find((name) =>
      same(sign(value, message.replace(`/${variantId}`, `/${name}`)), given),
    );
    if (other && other !== variantId) return { kind: "variant", by, variantId: other };
  }
  return null;
}

function wrongRecipe(
  { host, imageId, variantId, exp }: SignedParts,
  { value, path, message, given }: { value: string; path: string; message: string; given: string },
): Recipe | null {
  const end = exp ?? "";
  const attempts: [Recipe, string][] = [
    ["prefixed", sign(value, `/cdn-cgi/imagedelivery${message}`)],
    ["whole", sign(value, `https://${host ?? "imagedelivery.net"}${message}`)],
    ["glued", sign(value, `${path}${end}`)],
    ["short", sign(value, `${imageId}${variantId}${end}`)],
    ["decoded", sign(Buffer.from(value, "base64"), message)],
  ];
  return attempts.find(([, wrong]) => same(wrong, given))?.[0] ?? null;
}

const sign = (key: string | Buffer, message: string) =>
  createHmac("sha256", key).update(message).digest("hex");

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** What the ledger keeps of a signature, from its text. */
export const hashOfSignature = (signature: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(signature.toLowerCase()).digest());
