import "server-only";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";

/** So long after its end a signature is known to be a gate's. */
const knownForMs = 90 * 86_400_000;
const atOnce = 5_000;

type Signed = {
  cloudflareId: string;
  variantId: string;
  expiresAt: Date;
  signatureHash: Uint8Array<ArrayBuffer>;
};

/** Writes down which link a signature was given out by; all requests of one second for one picture share a row. */
export async function noteForward(
  { id: linkId }: { id: string },
  { cloudflareId, variantId, expiresAt, signatureHash }: Signed,
): Promise<void> {
  const data = { linkId, cloudflareId, variantId, expiresAt, signatureHash };
  await db().linkForward.createMany({ data, skipDuplicates: true });
}

/** Forgets what ended long ago, some thousand at a time. */
export async function forgetForwards(): Promise<number> {
  const before = new Date(clock.now().getTime() - knownForMs);
  return db().$executeRaw`
    DELETE FROM "LinkForward" WHERE ("signatureHash", "linkId") IN (
      SELECT "signatureHash", "linkId" FROM "LinkForward" WHERE "expiresAt" < ${before} LIMIT ${atOnce})`;
}
