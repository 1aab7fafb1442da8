import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { getAccountFacts } from "@/lib/exposure/queries";
import { cardColumns, toCards } from "@/lib/images/card";
import { cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import type { ImageCard, ImageIdsInput } from "@/lib/images/schema";
import { countOpeningLinks } from "@/lib/trash/opening-links";
import { type ForGood, whyForGood } from "@/lib/trash/rules";
import type { TrashPlan, TrashQuery } from "@/lib/trash/schema";

const pageSize = 50;
const countCap = 1000;

/** One image in the trash: the card, who put it there, when it goes, and what still opens it. */
export type TrashedImage = ImageCard & {
  trashedAt: Date;
  trashedBy: string | null;
  purgeAt: Date;
  openedBy: number;
};
export type TrashPage = { images: TrashedImage[]; next: string | null; total: number; capped: boolean };

/** How many images in the trash are being deleted for good just now; at most 1,001. */
export async function countPurging(actor: Actor): Promise<number> {
  assertCan(actor, "image:view");
  return db().image.count({
    where: { state: "deleting", trashedAt: { not: null } },
    orderBy: { createdAt: "desc" },
    take: countCap + 1,
  });
}

/** What is in the trash, the one that goes first at the top; 50 a page. What is being deleted shows as that. */
export async function listTrash(actor: Actor, query: TrashQuery): Promise<TrashPage> {
  assertCan(actor, "image:delete");
  const cursor = decodeCursor(query.cursor, "trash");
  const from = cursorTime(cursor);
  const [account, found, counted] = await Promise.all([
    getAccountFacts(actor),
    db().image.findMany({
      where: {
        purgeAt: from ? { gte: from } : { not: null },
        ...(from && cursor && { NOT: { purgeAt: from, id: { lte: cursor.id } } }),
      },
      orderBy: [{ purgeAt: "asc" }, { id: "asc" }],
      take: pageSize + 1,
      select: { ...cardColumns, trashedAt: true, purgeAt: true, trashedBy: { select: { name: true } } },
    }),
    db().image.count({
      where: { purgeAt: { not: null } },
      orderBy: { purgeAt: "asc" },
      take: countCap + 1,
    }),
  ]);
  const rows = found.slice(0, pageSize);
  const last = found.length > pageSize ? rows.at(-1) : undefined;
  const [cards, opening] = await Promise.all([
    toCards(rows, account),
    countOpeningLinks(
      rows.map(({ id }) => id),
      clock.now(),
    ),
  ]);
  return {
    images: rows.flatMap(({ id, trashedAt, purgeAt, trashedBy }, at) => {
      const card = cards[at];
      if (!card || !trashedAt || !purgeAt) return [];
      return [
        { ...card, trashedAt, purgeAt, trashedBy: trashedBy?.name ?? null, openedBy: opening.get(id) ?? 0 },
      ];
    }),
    next: last?.purgeAt
      ? encodeCursor({ sort: "trash", direction: "after", value: last.purgeAt.toISOString(), id: last.id })
      : null,
    total: Math.min(counted, countCap),
    capped: counted > countCap,
  };
}

/** What moving these images to the trash would change, counted before anything is. */
export async function planTrash(actor: Actor, { imageIds }: ImageIdsInput): Promise<TrashPlan> {
  assertCan(actor, "image:delete");
  const [rows, opening] = await Promise.all([
    db().image.findMany({
      where: { id: { in: imageIds }, trashedAt: null },
      select: { id: true, state: true, requireSignedUrls: true, cloudflareId: true },
    }),
    countOpeningLinks(imageIds, clock.now()),
  ]);
  const judged = rows.map((row) => ({ row, why: whyForGood(row, opening.has(row.id)) }));
  const count = (reason: ForGood) => judged.filter(({ why }) => why === reason).length;
  const linked = judged.filter(({ why }) => why === "linked");
  return {
    images: rows.length,
    open: judged.filter(({ row, why }) => (!why || why === "linked") && !row.requireSignedUrls).length,
    linked: linked.length,
    links: linked.reduce((sum, { row }) => sum + (opening.get(row.id) ?? 0), 0),
    unstored: count("unstored"),
    forever: count("custom-id"),
  };
}
