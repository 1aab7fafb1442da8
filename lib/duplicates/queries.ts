import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { DuplicatePage } from "@/lib/duplicates/schema";
import { getAccountFacts } from "@/lib/exposure/queries";
import { cardColumns, toCards } from "@/lib/images/card";

const pageSize = 20;
const shownPerGroup = 12;

/** Files that are stored more than once, outside the trash, in the order of their fingerprints; twenty a page. */
export async function listDuplicates(
  actor: Actor,
  { after = "" }: { after?: string | undefined },
): Promise<DuplicatePage> {
  assertCan(actor, "image:edit");
  const found = await db().$queryRaw<{ sha256: string; count: number; ids: string[] }[]>`
    SELECT encode(file."sha256", 'hex') AS "sha256", stored."count", stored."ids"
    FROM "RepeatedFile" file CROSS JOIN LATERAL (
      SELECT count(*)::int AS "count", (array_agg("id"::text ORDER BY "createdAt", "id"))[1:${shownPerGroup}] AS "ids"
      FROM "Image" image
      WHERE image."sha256" = file."sha256" AND "trashedAt" IS NULL AND "state" IN ('received', 'ready')
    ) stored
    WHERE file."sha256" > decode(${after}, 'hex') AND stored."count" > 1
    ORDER BY file."sha256" LIMIT ${pageSize + 1}`;
  const groups = found.slice(0, pageSize);
  const [account, rows] = await Promise.all([
    getAccountFacts(actor),
    db().image.findMany({
      where: { id: { in: groups.flatMap(({ ids }) => ids) } },
      select: cardColumns,
    }),
  ]);
  const cards = new Map((await toCards(rows, account)).map((card) => [card.id, card]));
  return {
    groups: groups.map(({ sha256, count, ids }) => ({
      sha256,
      count,
      images: ids.flatMap((id) => cards.get(id) ?? []),
    })),
    next: found.length > pageSize ? (groups.at(-1)?.sha256 ?? null) : null,
  };
}
