import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getAccountFacts } from "@/lib/exposure/queries";
import type { Prisma } from "@/lib/generated/prisma/client";
import { filterWhere } from "@/lib/images/list";
import { maxSelection, type Selection } from "@/lib/jobs/schema";

const step = 5_000;

async function whereOf(
  actor: Actor,
  selection: Exclude<Selection, { imageIds: string[] }>,
): Promise<Prisma.ImageWhereInput | null> {
  if ("tagged" in selection) return { tags: { hasSome: selection.tagged }, trashedAt: null };
  return filterWhere(selection.query, await getAccountFacts(actor), clock.now());
}

/** The ids that a selection means now, newest first. Throws LIMIT when they are too many for one job. */
export async function selectedIds(actor: Actor, selection: Selection): Promise<string[]> {
  if ("imageIds" in selection) return [...new Set(selection.imageIds)];
  const where = await whereOf(actor, selection);
  if (!where) return [];
  const except = new Set("except" in selection ? selection.except : []);
  const ids: string[] = [];
  let last: { createdAt: Date; id: string } | undefined;
  for (;;) {
    const rows = await db().image.findMany({
      where: {
        AND: [
          where,
          last
            ? { createdAt: { lte: last.createdAt }, NOT: { createdAt: last.createdAt, id: { gte: last.id } } }
            : {},
        ],
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: step,
      select: { id: true, createdAt: true },
    });
    ids.push(...rows.map(({ id }) => id).filter((id) => !except.has(id)));
    if (ids.length > maxSelection)
      throw new AppError(
        "LIMIT",
        `More than ${maxSelection.toLocaleString("en")} images match, the most for one job. Nothing was changed. Narrow the search down, and do it in parts.`,
      );
    last = rows.at(-1);
    if (rows.length < step) return ids;
  }
}
