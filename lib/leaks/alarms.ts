import "server-only";
import { recordAudit } from "@/lib/audit/record";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";

export type Unexplained = {
  signatureHash: Uint8Array<ArrayBuffer>;
  cloudflareId: string;
  imageName: string;
  variantId: string;
  endsAt: Date | null;
  keyId: string;
  keyName: string;
};

/** Raises the alarm for genuine signatures that no entry explains; each once, however often it is examined. */
export async function raiseAlarms(actor: Actor, found: readonly Unexplained[]): Promise<void> {
  if (found.length === 0) return;
  const now = clock.now();
  await db().$transaction(async (tx) => {
    const raised = await tx.leakAlarm.createManyAndReturn({
      data: found.map(({ keyName: _, ...alarm }) => ({ ...alarm, foundAt: now, foundBy: actor.name })),
      skipDuplicates: true,
    });
    await recordAudit(
      tx,
      actor,
      ...raised.map((alarm) => ({
        action: "key.alarm-raised" as const,
        subject: {
          type: "key" as const,
          id: alarm.keyId,
          name: found.find(({ keyId }) => keyId === alarm.keyId)?.keyName ?? "",
        },
        details: {
          imageName: alarm.imageName,
          cloudflareId: alarm.cloudflareId,
          variantId: alarm.variantId,
          endsAt: alarm.endsAt?.toISOString() ?? "never",
        },
      })),
    );
  });
}
