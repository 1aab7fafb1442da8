import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { endBounds, freeEnd, maxShift } from "@/lib/links/rules";

type Signed = { cloudflareIds: string[]; variantIds: string[]; keyId: string };

/**
 * That many whole seconds nearest to the wish which no other entry of these images, variants and key has: one for
 * each recipient, so that a signature names one entry of the ledger. Call while the images are held.
 */
export async function findEnds(
  tx: Tx,
  actor: Actor,
  { wish, count, cloudflareIds, variantIds, keyId }: Signed & { wish: Date; count: number },
): Promise<Date[]> {
  const reach = (maxShift + 60) * 1000;
  const others = await tx.linkItem.findMany({
    where: {
      keyId,
      cloudflareId: { in: cloudflareIds },
      variantId: { in: variantIds },
      expiresAt: { gte: new Date(wish.getTime() - reach), lte: new Date(wish.getTime() + reach) },
    },
    distinct: ["expiresAt"],
    select: { expiresAt: true },
  });
  const taken = new Set(others.map(({ expiresAt }) => expiresAt.getTime()));
  const bounds = endBounds(actor.role, clock.now());
  return Array.from({ length: count }, () => {
    const end = freeEnd(wish, bounds, taken);
    if (!end)
      throw new AppError(
        "CONFLICT",
        "Too many links to these images end at this very minute. Nothing was created. Choose an end a few minutes apart.",
      );
    taken.add(end.getTime());
    return end;
  });
}
