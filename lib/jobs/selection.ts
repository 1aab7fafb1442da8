import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { matchingImages } from "@/lib/images/queries";
import { parseQuery } from "@/lib/images/query-language";
import type { Selection } from "@/lib/jobs/schema";

/** Images of one page: few enough to be held with all that is written of them. */
const step = 1_000;

/** What a selection that names no ids asks of an image; null when nothing can match. Throws INVALID. */
export async function conditionOf(
  actor: Actor,
  selection: Exclude<Selection, { imageIds: string[] }>,
): Promise<Prisma.Sql | null> {
  if ("tagged" in selection)
    return Prisma.sql`image."tags" && ${selection.tagged}::text[] AND image."trashedAt" IS NULL`;
  const inTrash = "trashed" in selection;
  const parts = parseQuery(inTrash ? selection.trashed : selection.query.q);
  // A list may show too much; an act on what nobody asked for may not.
  const unread = parts.find((part) => part.kind === "unread");
  if (unread)
    throw new AppError(
      "INVALID",
      `“${unread.text}” in the search was not understood, so all that match would be more than you mean. Nothing was changed. ${unread.message}`,
    );
  return matchingImages(actor, { parts, now: clock.now(), inTrash });
}

/** What a selection means now: how many, and their ids page by page, newest first. */
export type Chosen = { total: number; pages: () => AsyncGenerator<string[]> };

/** Reads a selection without holding it. Throws INVALID when a part of the question was not understood. */
export async function openSelection(actor: Actor, selection: Selection): Promise<Chosen> {
  if ("imageIds" in selection) {
    const ids = [...new Set(selection.imageIds)];
    return {
      total: ids.length,
      pages: async function* () {
        for (let at = 0; at < ids.length; at += step) yield ids.slice(at, at + step);
      },
    };
  }
  const found = await conditionOf(actor, selection);
  if (!found) return { total: 0, pages: async function* () {} };
  const except = "except" in selection ? selection.except : [];
  const condition = Prisma.sql`${found} AND image."id" <> ALL(${except}::uuid[])`;
  const [counted] = await db().$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS "total" FROM "Image" image WHERE ${condition}`;
  return { total: counted?.total ?? 0, pages: () => matching(condition) };
}

async function* matching(condition: Prisma.Sql): AsyncGenerator<string[]> {
  let beyond = Prisma.empty;
  for (;;) {
    const rows = await db().$queryRaw<{ id: string; createdAt: Date }[]>`
      SELECT image."id", image."createdAt" FROM "Image" image WHERE ${condition} ${beyond}
      ORDER BY image."createdAt" DESC, image."id" DESC LIMIT ${step}`;
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ id }) => id);
    beyond = Prisma.sql`
      AND (image."createdAt", image."id") < (${last.createdAt.toISOString()}::timestamptz, ${last.id}::uuid)`;
  }
}
