import { idInPath, idProblem } from "@/lib/cloudflare/image-id";
import type { Finding } from "@/lib/leaks/schema";

/** What is known before anything is looked up. */
export type Home = { accountHash: string; host: string };

// A start may only stand at the beginning of a word, so that long runs of letters are walked once. An id of somebody's
// choosing may have many steps, so whatever follows the account is image, and the last step its variant.
const address =
  /(?<![A-Za-z0-9._-])(?:([A-Za-z0-9.-]{1,253}(?::\d{1,5})?))?(\/cdn-cgi\/imagedelivery)?\/([A-Za-z0-9_-]{8,64})((?:\/[A-Za-z0-9._~%=,@+!:$*-]{1,255}){2,20})(\?[A-Za-z0-9._~%=&+/,:;-]{0,2000})?/g;
const ownId = /^[A-Za-z0-9-]{1,64}$/;
const variantName = /^[A-Za-z0-9_=.,-]{1,200}$/;

type Found = Finding & { /** As matched, to see which of two readings is the whole one. */ raw: string };

/**
 * Every delivery address in a text, in order, each once. Understands links in HTML, JSON, quoted-printable mail
 * and redirects, addresses broken over lines, and the punctuation of a sentence. Pure; linear in the text.
 */
export function findAddresses(text: string, home: Home): Finding[] {
  const readings = readingsOf(text);
  const asWritten = readings.flatMap((reading) => scan(reading, home));
  // Glued lines are believed only where they make an address whole that is nowhere whole as it is written.
  const written = new Set(asWritten.map(identityOf));
  const mended = readings
    .flatMap((reading) => scan(rejoin(reading), home))
    .filter((one) => isWhole(one) && !written.has(identityOf(one)));
  const whole = [
    ...asWritten.filter((one) => !mended.some((other) => !isWhole(one) && other.raw.startsWith(one.raw))),
    ...mended,
  ];
  const seen = new Set<string>();
  return whole
    .filter((one) => {
      const id = identityOf(one);
      return !seen.has(id) && seen.add(id);
    })
    .map(({ raw: _, ...finding }) => finding);
}

/** The text as it may be meant: its escapes undone, and where slashes are percent-encoded those too. */
function readingsOf(text: string): string[] {
  const plain = unwrap(text);
  if (!/%(?:25)*2f/i.test(plain)) return [plain];
  return [plain, unwrap(decodePercent(decodePercent(plain)))];
}

const gate = /\/s\/([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/g;

/** The tokens of what may be gated links, each once. Whether they are is for the ledger to say. */
export function findTokens(text: string): string[] {
  const found = readingsOf(text).flatMap((reading) =>
    [...reading.matchAll(gate)].map(([, token = ""]) => token),
  );
  return [...new Set(found)];
}

const identityOf = ({ accountHash, imageId, variantId, exp, signature, extra, prefixed }: Finding) =>
  JSON.stringify([accountHash, imageId, variantId, exp, signature, extra, prefixed]);

const isWhole = ({ signature }: Finding) => signature !== null && signature.length >= 64;

const entities: Record<string, string> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " " };

/** HTML entities, JSON's escapes and quoted-printable, as characters; invisible ones go. */
function unwrap(text: string): string {
  return text
    .replace(/=\r?\n/g, "")
    .replace(/=3D/g, "=")
    .replace(/&(?:amp;)*(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,4}));/gi, (all, decimal, hex, name) => {
      if (name) return name.toLowerCase() === "amp" ? "&" : (entities[name.toLowerCase()] ?? all);
      return character(Number.parseInt(decimal ?? hex, decimal ? 10 : 16));
    })
    .replace(/&(?:amp;)+/gi, "&")
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => character(Number.parseInt(hex, 16)))
    .replaceAll("\\/", "/")
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, "");
}

const character = (code: number) => (code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : "");

/** Only what an address is made of: anything else stays as it is written. */
const decodePercent = (text: string) =>
  text.replace(/%(2[5-9a-f]|3[0-9adf]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae]|2d|2e)/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

/** Lines glued where an address may have been wrapped, with or without a mail's quote mark. */
const rejoin = (text: string) =>
  text.replace(/(?<=[A-Za-z0-9/?=&_-])[ \t]*\r?\n[ \t]*(?:[>|][ \t]*)*(?!https?:)(?=[A-Za-z0-9/?=&_-])/g, "");

function scan(text: string, home: Home): Found[] {
  return [...text.matchAll(address)].flatMap((match) => {
    const [raw, host, prefix, accountHash = "", path = "", query = ""] = match;
    const params = readQuery(query);
    const cut = path.lastIndexOf("/");
    const id = path.slice(1, cut);
    const name = path.slice(cut + 1);
    const variantId = query ? name : name.replace(/[.,:!]+$/, "");
    const known =
      prefix ||
      accountHash === home.accountHash ||
      host?.toLowerCase() === home.host ||
      isImagedelivery(host);
    // Of a host that is nobody we know only what a signature speaks for, and none is made for a chosen id.
    if (!(known || (params.signature && ownId.test(id))) || !variantName.test(variantId)) return [];
    const imageId = idOf(id);
    const finding = {
      host: host?.toLowerCase() ?? null,
      prefixed: Boolean(prefix),
      accountHash,
      imageId,
      variantId,
    };
    return [{ ...finding, ...params, raw: raw.replace(/^[^/]*/, "") }];
  });
}

/** The id that a path spells; as it is written where that spells none. */
function idOf(path: string): string {
  try {
    const id = decodeURIComponent(path);
    return idProblem(id) ? path : id;
  } catch {
    return path;
  }
}

const isImagedelivery = (host: string | undefined) => host?.toLowerCase() === "imagedelivery.net";

function readQuery(query: string): Pick<Finding, "exp" | "signature" | "extra"> {
  const pairs = query
    .replace(/^\?/, "")
    .replace(/[.,;:]+$/, "")
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? ([pair, ""] as const) : ([pair.slice(0, at), pair.slice(at + 1)] as const);
    });
  const first = (name: string) => pairs.find(([key]) => key === name)?.[1] ?? null;
  const exp = first("exp");
  const signature = first("sig");
  const extra = pairs
    .filter(
      ([key], index) => !["exp", "sig"].includes(key) || pairs.findIndex(([other]) => other === key) < index,
    )
    .map(([key]) => key.slice(0, 40));
  return { exp: exp?.slice(0, 40) ?? null, signature: signature?.slice(0, 200) ?? null, extra };
}

/** The end that an address names, if it names one that Cloudflare understands. */
export function endOf(exp: string | null): Date | null {
  if (exp === null || !/^[0-9]{10}$/.test(exp)) return null;
  return new Date(Number(exp) * 1000);
}

/** The address for the eye: whole, except that the signature is masked. */
export function maskedAddress({
  host,
  prefixed,
  accountHash,
  imageId,
  variantId,
  exp,
  signature,
}: Finding): string {
  const id = idProblem(imageId) ? imageId : idInPath(imageId);
  const path = `${prefixed ? "/cdn-cgi/imagedelivery" : ""}/${accountHash}/${id}/${variantId}`;
  const query = [exp !== null && `exp=${exp}`, signature !== null && "sig=••••"].filter(Boolean).join("&");
  return `${host ?? ""}${path}${query ? `?${query}` : ""}`;
}
