import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import type { AuditAction } from "@/lib/audit/schema";
import type { Actor } from "@/lib/auth/actor";
import { db, type Tx } from "@/lib/db";

type Told = { id: string; action: AuditAction; details: AuditEntry["details"] };

const entry = (step: "asked" | "confirmed", { id, action, details }: Told): AuditEntry => ({
  action,
  subject: { type: "variant", id, name: id },
  details: { step, ...details },
});

/** Who is about to ask Cloudflare for what, kept before it is asked: the answer, or we, may be lost after it. */
export async function recordAsked(actor: Actor, told: Told, tx: Tx = db()): Promise<void> {
  await recordAudit(tx, actor, entry("asked", told));
}

/** What came of it, in the transaction that writes it to the mirror. */
export async function recordConfirmed(actor: Actor, told: Told, tx: Tx): Promise<void> {
  await recordAudit(tx, actor, entry("confirmed", told));
}
