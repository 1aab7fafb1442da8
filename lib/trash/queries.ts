import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { getAccountFacts } from "@/lib/exposure/queries";
import { Prisma } from "@/lib/generated/prisma/client";
import { cardColumns, toCards } from "@/lib/images/card";
import { cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import { matchingImages } from "@/lib/images/queries";
import { parseQuery } from "@/lib/images/query-language";
import type { ImageCard, ImageIdsInput } from "@/lib/images/schema";
import { problemsOf } from "@/lib/query/language";
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
export type TrashPage = {
  images: TrashedImage[];
  next: string | null;
  total: number;
  capped: boolean;
  /** The first part of the question that was not understood, and why. */
  problem: { text: string; message: string } | null;
};

/** How many images in the trash are being deleted for good just now; at most 1,001. */
export async function countPurging(actor: Actor): Promise<number> {
  assertCan(actor, "image:view");
  return db().image.count({
    where: { state: "deleting", trashedAt: { not: null } },
    orderBy: { createdAt: "desc" },
    take: countCap + 1,
  });
}

/**
 * What is in the trash and fits a question, the one that goes first at the top; 50 a page. What is being deleted shows
 * as that. What was not understood in the question is answered in words, and nothing then fits.
 */
export async function listTrash(
  actor: Actor,
  { q = "", cursor: text }: Partial<TrashQuery>,
): Promise<TrashPage> {
  assertCan(actor, "image:delete");
  const parts = parseQuery(q);
  const problem = problemsOf(parts)[0] ?? null;
  const matching = problem ? null : await matchingImages(actor, { parts, now: clock.now(), inTrash: true });
  if (!matching) return { images: [], next: null, total: 0, capped: false, problem };
  const cursor = decodeCursor(text, "trash");
  const from = cursorTime(cursor);
  const beyond =
    cursor && from
      ? Prisma.sql`AND (image."purgeAt", image."id") > (${from.toISOString()}::timestamptz, ${cursor.id}::uuid)`
      : Prisma.empty;
  const [account, found, [counted]] = await Promise.all([
    getAccountFacts(actor),
    db().$queryRaw<{ id: string }[]>(trashStatement(Prisma.sql`${matching} ${beyond}`)),
    db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS "count" FROM (
        SELECT 1 FROM "Image" image WHERE ${matching} LIMIT ${countCap + 1}) found`,
  ]);
  const ids = found.map(({ id }) => id);
  const [unordered, opening] = await Promise.all([
    db().image.findMany({
      where: { id: { in: ids } },
      select: { ...cardColumns, trashedAt: true, purgeAt: true, trashedBy: { select: { name: true } } },
    }),
    countOpeningLinks(ids, clock.now()),
  ]);
  const byId = new Map(unordered.map((row) => [row.id, row]));
  const rows = ids.slice(0, pageSize).flatMap((id) => byId.get(id) ?? []);
  const last = found.length > pageSize ? rows.at(-1) : undefined;
  const cards = await toCards(rows, account);
  const total = counted?.count ?? 0;
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
    total: Math.min(total, countCap),
    capped: total > countCap,
    problem,
  };
}

/** A page of what is in the trash and fulfils a condition. */
export const trashStatement = (condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT image."id" FROM "Image" image WHERE ${condition}
  ORDER BY image."purgeAt", image."id" LIMIT ${pageSize + 1}`;

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
