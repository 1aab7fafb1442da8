import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { TagRow } from "@/lib/tags/schema";

const mostRead = 200_000;
const mostShown = 1_000;

/**
 * Tags by how often they are used, of the newest 200,000 images and outside the trash; at most 1,000. A library
 * beyond that still finds every tag by its name.
 */
export async function listTagCounts(actor: Actor): Promise<TagRow[]> {
  assertCan(actor, "image:view");
  return db().$queryRaw<TagRow[]>`
    SELECT tag, count(*)::int AS count
    FROM (SELECT "tags" FROM "Image" WHERE "trashedAt" IS NULL
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${mostRead}) newest, unnest("tags") tag
    GROUP BY tag ORDER BY count DESC, tag LIMIT ${mostShown}`;
}
