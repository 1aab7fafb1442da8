import "server-only";
import type { AuditAction, AuditEvent, AuditPage, SubjectType } from "@/lib/audit/schema";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

const pageSize = 50;
const timelineLength = 100;

const columns = {
  id: true,
  at: true,
  action: true,
  actorName: true,
  subjectType: true,
  subjectId: true,
  subjectName: true,
  details: true,
  address: true,
  client: true,
} satisfies Prisma.AuditEventSelect;

type Row = Prisma.AuditEventGetPayload<{ select: typeof columns }>;

function toEvent(row: Row): AuditEvent {
  const details = row.details;
  return {
    ...row,
    id: row.id.toString(),
    action: row.action as AuditAction,
    subjectType: row.subjectType as SubjectType,
    details: details && typeof details === "object" && !Array.isArray(details) ? details : {},
  };
}

/** A cursor is the number of the last event seen; anything else starts at the newest. */
function before(cursor: string | undefined) {
  return cursor && /^\d{1,18}$/.test(cursor) ? { id: { lt: BigInt(cursor) } } : {};
}

export type ActivityFilter = { cursor?: string; subjectType?: SubjectType; actorId?: string };

/** What happened, newest first, fifty at a time. */
export async function listActivity(actor: Actor, filter: ActivityFilter = {}): Promise<AuditPage> {
  assertCan(actor, "activity:view");
  const { cursor, subjectType, actorId } = filter;
  const rows = await db().auditEvent.findMany({
    where: { ...before(cursor), ...(subjectType && { subjectType }), ...(actorId && { actorId }) },
    select: columns,
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const events = rows.slice(0, pageSize).map(toEvent);
  return { events, next: rows.length > pageSize ? (events.at(-1)?.id ?? null) : null };
}

/**
 * The latest hundred events of one image, link or variant, newest first. From where somebody acted is only
 * for those who may see the whole activity.
 */
export async function listTimeline(
  actor: Actor,
  { subjectType, subjectId }: { subjectType: SubjectType; subjectId: string },
): Promise<AuditEvent[]> {
  assertCan(actor, "image:view");
  const all = can(actor, "activity:view");
  if (!all && !["image", "link", "variant"].includes(subjectType))
    throw new AppError("FORBIDDEN", `Your role (${actor.role}) does not show this. An admin can see it.`);
  const rows = await db().auditEvent.findMany({
    where: { subjectType, subjectId },
    select: columns,
    orderBy: { id: "desc" },
    take: timelineLength,
  });
  return rows.map((row) => ({ ...toEvent(row), ...(!all && { address: "", client: "" }) }));
}
