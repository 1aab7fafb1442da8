import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Act } from "@/lib/jobs/schema";

const { sql } = Prisma;

/** Whether an image has to be made private, or settled, before it may lie in the trash. */
export const sealsFirst = sql`(NOT image."requireSignedUrls" OR coalesce(image."probe" = 'served', FALSE)
  OR image."privacyPendingAt" IS NOT NULL)`;

/**
 * How many requests to Cloudflare's API an image of an act may need, said to the database; `agreed`: why it is deleted for
 * good, as far as that was agreed to. The dry run adds them up, and the work takes them from its budget.
 */
export function callsOf(
  { kind }: Act,
  { seals, agreed }: { seals: Prisma.Sql; agreed: Prisma.Sql },
): Prisma.Sql {
  if (kind === "make-private") return sql`2`;
  if (kind === "make-public") return sql`1`;
  if (kind !== "trash") return sql`0`;
  return sql`CASE WHEN ${agreed} IS NOT NULL THEN 1 WHEN ${seals} THEN 2 ELSE 0 END`;
}
