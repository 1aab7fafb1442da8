import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Act } from "@/lib/jobs/schema";

const { sql } = Prisma;
/** A new URL, the copy looked at, two originals read, the old one deleted, and one to spare. */
const resealing = 6;

/** Whether an image has to be made private, or settled, before it may lie in the trash. */
export const sealsFirst = sql`(NOT image."requireSignedUrls" OR coalesce(image."probe" = 'served', FALSE)
  OR image."privacyPendingAt" IS NOT NULL)`;

/**
 * How many requests to Cloudflare's API an image of an act may need, said to the database; `agreed`: why it is deleted for
 * good or its links are stopped, as far as that was agreed to. The dry run adds them up, and the work takes them from its budget.
 */
export function callsOf(act: Act, { seals, agreed }: { seals: Prisma.Sql; agreed: Prisma.Sql }): Prisma.Sql {
  if (act.kind === "make-private") return sql`2`;
  if (act.kind === "make-public" || act.kind === "purge") return sql`1`;
  if (act.kind !== "trash") return sql`0`;
  if (act.links === "stop")
    return sql`CASE WHEN ${agreed} = 'unstored' THEN 1
      ELSE CASE WHEN ${seals} THEN 2 ELSE 0 END + CASE WHEN ${agreed} = 'linked' THEN ${resealing}::int ELSE 0 END END`;
  return sql`CASE WHEN ${agreed} IS NOT NULL THEN 1 WHEN ${seals} THEN 2 ELSE 0 END`;
}
