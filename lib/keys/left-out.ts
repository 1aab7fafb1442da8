import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { type Actor, system } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";

type LeftOut = { key: { id: string; name: string; revokes: string[] }; now: Date };

/** Records as revoked the links that a rotation left out, now that their key is gone; not one that opens with another. */
export async function revokeLeftOut(tx: Tx, by: Actor, { key, now }: LeftOut): Promise<void> {
  if (key.revokes.length === 0) return;
  const over = { OR: [{ expiresAt: { lte: now } }, { key: { goneAt: { not: null } } }] };
  const reason = `the key ${key.name} was deleted, and it got no new address`;
  const links = await tx.link.findMany({
    where: {
      id: { in: key.revokes },
      mode: "direct",
      revokedAt: null,
      items: { some: { keyId: key.id }, every: over },
    },
    select: { id: true, items: { select: { imageName: true }, take: 1 } },
  });
  await tx.link.updateMany({
    where: { id: { in: links.map(({ id }) => id) }, revokedAt: null },
    data: { revokedAt: now, revokedById: by.id === system.id ? null : by.id, revokeReason: reason },
  });
  await recordAudit(
    tx,
    by,
    ...links.map(({ id, items }) => ({
      action: "link.stopped" as const,
      subject: { type: "link" as const, id, name: items[0]?.imageName ?? "" },
      details: { reason },
    })),
  );
}
