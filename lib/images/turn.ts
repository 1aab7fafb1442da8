import "server-only";
import type { AccountFacts } from "@/lib/exposure/schema";
import type { Prisma } from "@/lib/generated/prisma/client";
import { drawCards, pictureSigner } from "@/lib/images/card";
import { cursorAt, placeOf, readPage } from "@/lib/images/list";
import type { ImageQuery, ImageRun } from "@/lib/images/schema";

/** The page that a question's cursor names, with its pictures signed. The caller has asked whether it may. */
export async function turnTo(
  condition: Prisma.Sql,
  { query, account, now }: { query: ImageQuery; account: AccountFacts; now: Date },
): Promise<ImageRun> {
  const cursor = placeOf(query);
  const [page, sign] = await Promise.all([
    readPage(condition, { sort: query.sort, cursor, now }),
    pictureSigner(),
  ]);
  // Going back past the beginning shows the first page whole, not a torn one.
  const torn = page.backwards && !page.more;
  const { rows, more, backwards } = torn
    ? await readPage(condition, { sort: query.sort, cursor: null, now })
    : page;
  const first = rows[0];
  const last = rows.at(-1);
  const follows = backwards || more;
  const precedes = backwards ? more : cursor !== null && !torn;
  return {
    images: drawCards(rows, { account, now, sign }),
    next: last && follows ? cursorAt(query.sort, "after", last) : null,
    previous: first && precedes ? cursorAt(query.sort, "before", first) : null,
  };
}
