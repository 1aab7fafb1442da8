import "server-only";
import { clock } from "@/lib/clock";
import type { Tx } from "@/lib/db";

/**
 * Ends the one-time upload URLs that this person still holds, in the caller's transaction, which answers for who
 * may. `settleDue` then deletes the drafts at Cloudflare; what had arrived stays. Returns how many there were.
 */
export async function endUploadsOf(
  tx: Tx,
  userId: string,
  only: { requireSignedUrls?: boolean } = {},
): Promise<number> {
  const now = clock.now();
  const { count } = await tx.image.updateMany({
    where: { ...only, uploadedById: userId, state: { in: ["requested", "pending"] } },
    data: { uploadExpiresAt: now, dueAt: now, attempts: 0 },
  });
  return count;
}
