import "server-only";
import { type Actor, assertCan } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { db } from "@/lib/db";
import { cursorTime, decodeCursor, encodeCursor } from "@/lib/images/cursor";
import { searchPatterns } from "@/lib/images/search";
import { statusWhere } from "@/lib/links/filter";
import { linkColumns, readVariants, toRows } from "@/lib/links/rows";
import type { LinkPage, LinkQuery, LinkRow } from "@/lib/links/schema";

const pageSize = 50;
/** One image rarely has more; the ledger page shows all. */
const imageLinksShown = 200;

/** One page of the ledger, newest first. `q` is looked for in purpose, recipient and image name. */
export async function listLinks(actor: Actor, query: LinkQuery): Promise<LinkPage> {
  assertCan(actor, "link:view");
  const now = clock.now();
  const patterns = searchPatterns(query.q);
  if (!patterns) return { links: [], next: null };
  const variants = await readVariants();
  const cursor = decodeCursor(query.cursor, "links");
  const createdAt = cursorTime(cursor);
  const links = await db().link.findMany({
    where: {
      AND: [
        query.status === "all" ? {} : statusWhere(query.status, variants, now),
        ...patterns.map((pattern) => ({ searchText: { contains: pattern } })),
        cursor && createdAt
          ? { createdAt: { lte: createdAt }, NOT: { createdAt, id: { gte: cursor.id } } }
          : {},
      ],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: pageSize + 1,
    select: linkColumns,
  });
  const shown = links.slice(0, pageSize);
  const last = links.length > pageSize ? shown.at(-1) : undefined;
  const next = last
    ? encodeCursor({ sort: "links", direction: "after", value: last.createdAt.toISOString(), id: last.id })
    : null;
  return { links: await toRows(shown, now), next };
}

/** The links of one image, newest first; at most 200. */
export async function listImageLinks(actor: Actor, { imageId }: { imageId: string }): Promise<LinkRow[]> {
  assertCan(actor, "link:view");
  const links = await db().link.findMany({
    where: { items: { some: { imageId } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: imageLinksShown,
    select: linkColumns,
  });
  return toRows(links, clock.now());
}
