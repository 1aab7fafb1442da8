import "server-only";
import type { AuditAction, SubjectType } from "@/lib/audit/schema";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";

export type AuditEntry = {
  action: AuditAction;
  subject: { type: SubjectType; id: string; name: string };
  /** What changed, in plain values; never a signature, key, token or password. */
  details?: Record<string, string | number | boolean | null | string[]>;
};

const row = (actor: Pick<Actor, "id" | "name" | "from">, entry: AuditEntry) => ({
  action: entry.action,
  actorId: actor.id,
  actorName: actor.name.slice(0, 254),
  subjectType: entry.subject.type,
  subjectId: entry.subject.id.slice(0, 1024),
  subjectName: entry.subject.name.slice(0, 255),
  details: entry.details ?? {},
  address: actor.from.address,
  client: actor.from.client,
});

/** Appends events inside the caller's transaction: the change and its trace live or die together. */
export async function recordAudit(
  tx: Tx,
  actor: Pick<Actor, "id" | "name" | "from">,
  ...entries: AuditEntry[]
): Promise<void> {
  if (entries.length) await tx.auditEvent.createMany({ data: entries.map((entry) => row(actor, entry)) });
}
