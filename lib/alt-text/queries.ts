import "server-only";
import type { MissingAltPage } from "@/lib/alt-text/schema";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { getAccountFacts } from "@/lib/exposure/queries";
import type { Prisma } from "@/lib/generated/prisma/client";
import { cardColumns, toCards } from "@/lib/images/card";
import { cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";

const pageSize = 20;
const countCap = 1000;
const missing: Prisma.ImageWhereInput = { altText: "", state: "ready", trashedAt: null };

/** Images without alt text, newest first, twenty a page: as many as one writes in a sitting. */
export async function listMissingAlt(
  actor: Actor,
  { cursor: text }: { cursor?: string | undefined },
): Promise<MissingAltPage> {
  assertCan(actor, "image:edit");
  const cursor = decodeCursor(text, "alt");
  const createdAt = cursorTime(cursor);
  const [account, found, counted] = await Promise.all([
    getAccountFacts(actor),
    db().image.findMany({
      where: {
        ...missing,
        ...(cursor &&
          createdAt && { createdAt: { lte: createdAt }, NOT: { createdAt, id: { gte: cursor.id } } }),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: pageSize + 1,
      select: cardColumns,
    }),
    db().image.count({ where: missing, orderBy: { createdAt: "desc" }, take: countCap + 1 }),
  ]);
  const rows = found.slice(0, pageSize);
  const last = found.length > pageSize ? rows.at(-1) : undefined;
  return {
    images: await toCards(rows, account),
    next: last
      ? encodeCursor({ sort: "alt", direction: "after", value: last.createdAt.toISOString(), id: last.id })
      : null,
    total: Math.min(counted, countCap),
    capped: counted > countCap,
  };
}
