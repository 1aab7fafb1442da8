import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { Prisma } from "@/lib/generated/prisma/client";

/** What waits longer than a worker's hold or a minute's budget is not polled for. */
const horizonMs = 90_000;

/**
 * Whether something is left to do that this person may carry on: a job that is not their own running one, an image whose
 * time in the trash is over, a re-sealing, a key on its way out. A part of a statement.
 */
export function owedTo(actor: Actor, now: Date): Prisma.Sql {
  const soon = new Date(now.getTime() + horizonMs).toISOString();
  return Prisma.sql`(
    (${can(actor, "leak:act")} AND (EXISTS (SELECT 1 FROM "Reseal" WHERE "dueAt" IS NOT NULL) OR EXISTS (
      SELECT 1 FROM "SigningKey"
      WHERE "goneAt" IS NULL AND ("deletingAt" IS NOT NULL OR "leavesAt" IS NOT NULL))))
    OR (${can(actor, "image:edit")} AND EXISTS (SELECT 1 FROM "Job" WHERE "dueAt" <= ${soon}::timestamptz
      AND ("state" <> 'running' OR "createdById" <> ${actor.id}::uuid)))
    OR (${can(actor, "image:delete")} AND EXISTS (SELECT 1 FROM "Image"
      WHERE "purgeAt" <= ${now.toISOString()}::timestamptz AND "state" = 'ready')))`;
}
