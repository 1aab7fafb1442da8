import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import { env } from "@/lib/env";

/** How long the pictures of pages keep their addresses, so that browsers find them in their caches. */
const keep = 10 * 60;

type Picture = { cloudflareId: string; variantId: string };

let derived: { from: string; secret: Buffer } | undefined;

/** Not a signing key, and made from none: whoever has taken a key does not have this. */
function secret(): Buffer {
  const from = env().NEXTAUTH_SECRET;
  if (derived?.from !== from)
    derived = { from, secret: Buffer.from(hkdfSync("sha256", from, "", "darkroom page pictures", 32)) };
  return derived.secret;
}

/** The end of a picture's signature in the ten minutes that begin at `start`, both in seconds. */
function endIn(start: number, { cloudflareId, variantId }: Picture): number {
  const drawn = createHmac("sha256", secret()).update(`${start} ${cloudflareId} ${variantId}`).digest();
  return start + (drawn.readUIntBE(0, 6) % keep);
}

/**
 * End of a page picture's signature, 10 to 30 minutes away; the same for ten minutes. Its second is a secret of
 * picture and time: what somebody else signs with our key has it once in 600 tries.
 */
export function pictureEnd(now: Date, picture: Picture): Date {
  const start = (Math.floor(now.getTime() / 1000 / keep) + 2) * keep;
  return new Date(endIn(start, picture) * 1000);
}

/** Whether Darkroom gave a picture this end on one of its own screens, now or at any time before. */
export function isPictureEnd(end: Date, picture: Picture, now: Date): boolean {
  const seconds = end.getTime() / 1000;
  const start = Math.floor(seconds / keep) * keep;
  return end <= pictureEnd(now, picture) && seconds === endIn(start, picture);
}
