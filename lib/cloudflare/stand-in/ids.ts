import { randomBytes } from "node:crypto";
import { Refusal } from "./replies.ts";
import type { Rules } from "./rules.ts";

export const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** UUID-shaped like Cloudflare's, but 128 random bits: the id is the secret of a one-time upload URL. */
export const newImageId = () =>
  randomBytes(16)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Ids of new images: first the ones that a rehearsal asked for, then random ones. */
export function createIds() {
  let planned: string[] = [];
  return {
    next: () => planned.shift() ?? newImageId(),
    plan: (ids: readonly string[]) => void planned.push(...ids),
    clear: () => {
      planned = [];
    },
  };
}
export type Ids = ReturnType<typeof createIds>;

/** Half a character: no UTF-8 can carry it, and Postgres refuses it. */
export const loneSurrogate = /\p{Surrogate}/u;

const imageExtensions = new Set("jpg jpeg png webp gif svg avif heic heif bmp tif tiff ico".split(" "));

/** Rules of a caller-chosen id; throws 5411. */
export function checkCustomId(id: string, rules: Rules): string {
  const bad = (why: string) => new Refusal(400, 5411, `Image custom ID is invalid: ${why}`);
  if (id.length === 0) throw bad("Must not be empty");
  if ([...id].length > rules.maxCustomIdLength)
    throw bad(`Must not exceed ${rules.maxCustomIdLength} characters`);
  if (id.startsWith("/") || id.endsWith("/")) throw bad("Must not start or end with a slash");
  if (uuidShape.test(id)) throw bad("Must not be UUID");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(id) || loneSurrogate.test(id)) throw bad("Must be valid UTF-8");
  const segments = id.split("/");
  // A browser would rewrite such a path before it ever reaches the delivery host.
  if (segments.some((segment) => segment === "" || segment === "." || segment === ".."))
    throw bad("Must not contain empty or dot segments");
  const extension = /\.([a-z][a-z0-9]{1,4})$/i.exec(id)?.[1];
  if (extension && !imageExtensions.has(extension.toLowerCase()))
    throw bad("Must not use a non-image file name extension");
  return id;
}

/** How an id stands in a delivery path: slashes literal, everything else percent-encoded. */
export const idInPath = (id: string) => id.split("/").map(encodeURIComponent).join("/");
