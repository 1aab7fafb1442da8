import "server-only";
import { probeUnsigned } from "@/lib/cloudflare/connection";
import { db } from "@/lib/db";
import { probeVariant } from "@/lib/images/rules";
import { ownVariants } from "@/lib/images/schema";

const preferred = [ownVariants.tiny.id, ownVariants.thumb.id, ownVariants.view.id];

/** Asks the delivery host for an image as a stranger would, through a variant that is not always public. */
export async function probeImage(cloudflareId: string): Promise<"refused" | "served" | "unreachable"> {
  const variants = await db().variant.findMany({ select: { id: true, alwaysPublic: true } });
  const variant = probeVariant(variants, preferred);
  return variant ? probeUnsigned(cloudflareId, variant) : "unreachable";
}
