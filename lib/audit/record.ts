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

/** Above this the client's own cost for each row is most of the time. */
const batch = 20;

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
  const rows = entries.map((entry) => row(actor, entry));
  if (rows.length > batch) await insertAll(tx, rows);
  else if (rows.length > 0) await tx.auditEvent.createMany({ data: rows });
}

/** The same rows in one statement, from arrays; the order of the entries is the order of their numbers. */
async function insertAll(tx: Tx, rows: ReturnType<typeof row>[]): Promise<void> {
  const column = <T>(of: (one: ReturnType<typeof row>) => T) => rows.map(of);
  await tx.$executeRaw`
    INSERT INTO "AuditEvent" ("action", "actorId", "actorName", "subjectType", "subjectId", "subjectName", "details",
      "address", "client")
    SELECT "action", "actorId", "actorName", "subjectType", "subjectId", "subjectName", "details", "address", "client"
    FROM unnest(${column(({ action }) => action)}::text[], ${column(({ actorId }) => actorId)}::uuid[],
      ${column(({ actorName }) => actorName)}::text[], ${column(({ subjectType }) => subjectType)}::text[],
      ${column(({ subjectId }) => subjectId)}::text[], ${column(({ subjectName }) => subjectName)}::text[],
      ${column(({ details }) => JSON.stringify(details))}::jsonb[], ${column(({ address }) => address)}::text[],
      ${column(({ client }) => client)}::text[])
      WITH ORDINALITY AS entry("action", "actorId", "actorName", "subjectType", "subjectId", "subjectName", "details",
        "address", "client", "at")
    ORDER BY "at"`;
}
