import { uuidShape } from "../ids.ts";
import { Refusal } from "../replies.ts";

export type Target = {
  /** The path a signature is made over, exactly as received. */
  signedPath: string;
  id: string;
  /** A named variant, or the text of flexible options. */
  variant: string;
};

const alias = "/cdn-cgi/imagedelivery";
const badText = () => new Refusal(403, 9426, "Image access denied: invalid text in the URL");

/** Reads a delivery path once; signature check and lookup both use this value, so they can never disagree. */
export function parseDeliveryPath(path: string, accountHash: string): Target {
  const signedPath = path.startsWith(`${alias}/`) ? path.slice(alias.length) : path;
  const match = /^\/([^/]+)\/(.+)\/([^/]+)$/.exec(signedPath);
  if (!match) throw new Refusal(404, 9431, "Image not found");
  const [, hash, rawId = "", variant = ""] = match;
  if (hash !== accountHash) throw new Refusal(403, 9427, "Image access denied: wrong account hash");
  // Flexible options may hold an encoded colour; a name has one spelling only.
  if (!/^[A-Za-z0-9_-]+$|^[a-z.-]+=[A-Za-z0-9=,.;:_%() -]+$/.test(variant)) throw badText();
  return { signedPath, id: decodeId(rawId), variant };
}

/** Generated ids stand as they are. Custom ids (never private) may be percent-encoded, segment by segment. */
function decodeId(raw: string): string {
  if (uuidShape.test(raw)) return raw;
  const segments = raw.split("/").map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      throw badText();
    }
  });
  const id = segments.join("/");
  const odd = (s: string) => s === "" || s === "." || s === ".." || s.includes("/") || s.includes("\0");
  if (raw.includes("\\") || segments.some(odd) || uuidShape.test(id)) throw badText();
  return id;
}
