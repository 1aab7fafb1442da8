import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { matchingImages } from "@/lib/images/queries";
import { parseQuery } from "@/lib/images/query-language";
import type { Selection } from "@/lib/jobs/schema";

const step = 5_000;
/** Their ids are held while a list of them is written. */
const maxListed = 50_000;

/** What a selection that names no ids asks of an image; null when nothing can match. Throws INVALID. */
export async function conditionOf(
  actor: Actor,
  selection: Exclude<Selection, { imageIds: string[] }>,
): Promise<Prisma.Sql | null> {
  if ("tagged" in selection)
    return Prisma.sql`image."tags" && ${selection.tagged}::text[] AND image."trashedAt" IS NULL`;
  const parts = parseQuery(selection.query.q);
  // A list may show too much; an act on what nobody asked for may not.
  const unread = parts.find((part) => part.kind === "unread");
  if (unread)
    throw new AppError(
      "INVALID",
      `“${unread.text}” in the search was not understood, so all that match would be more than you mean. Nothing was changed. ${unread.message}`,
    );
  return matchingImages(actor, { parts, now: clock.now() });
}

/**
 * The ids that a selection means now, newest first. Throws LIMIT when they are too many for one list, INVALID when a
 * part of the question was not understood.
 */
export async function selectedIds(actor: Actor, selection: Selection): Promise<string[]> {
  if ("imageIds" in selection) return [...new Set(selection.imageIds)];
  const condition = await conditionOf(actor, selection);
  if (!condition) return [];
  const except = new Set("except" in selection ? selection.except : []);
  const ids: string[] = [];
  let last: { createdAt: Date; id: string } | undefined;
  for (;;) {
    const beyond = last
      ? Prisma.sql`AND (image."createdAt", image."id") < (${last.createdAt.toISOString()}::timestamptz, ${last.id}::uuid)`
      : Prisma.empty;
    const rows = await db().$queryRaw<{ id: string; createdAt: Date }[]>`
      SELECT image."id", image."createdAt" FROM "Image" image WHERE ${condition} ${beyond}
      ORDER BY image."createdAt" DESC, image."id" DESC LIMIT ${step}`;
    ids.push(...rows.map(({ id }) => id).filter((id) => !except.has(id)));
    if (ids.length > maxListed)
      throw new AppError(
        "LIMIT",
        `More than ${maxListed.toLocaleString("en")} images match, the most for one list. Narrow the search down, and take it in parts.`,
      );
    last = rows.at(-1);
    if (rows.length < step) return ids;
  }
}
