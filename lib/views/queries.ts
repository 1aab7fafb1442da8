import "server-only";
import { type Actor, assertCan, can } from "@/lib/auth/actor";
import { mapLimit } from "@/lib/concurrency";
import { db } from "@/lib/db";
import { countImagesOf } from "@/lib/images/queries";
import { countLinksOf } from "@/lib/links/queries";
import { maxViews, type SavedView, type ViewKind } from "@/lib/views/schema";

/** One's own views of a kind and those that others share, by name, each with how many it finds now. */
export async function listViews(
  actor: Actor,
  { kind, zone }: { kind: ViewKind; zone: string },
): Promise<SavedView[]> {
  assertCan(actor, kind === "links" ? "link:view" : "image:view");
  const rows = await db().savedView.findMany({
    where: { kind, OR: [{ ownerId: actor.id }, { shared: true }] },
    orderBy: [{ folded: "asc" }, { id: "asc" }],
    take: 2 * maxViews,
    select: {
      ...{ id: true, kind: true, name: true, question: true, sort: true, layout: true },
      ...{ shared: true, ownerId: true, owner: { select: { name: true } } },
    },
  });
  const count = kind === "links" ? countLinksOf : countImagesOf;
  // Two at a time: whoever opens the list must not take every connection.
  return mapLimit(rows, 2, async ({ ownerId, owner, ...row }) => ({
    ...row,
    owner: owner.name,
    mine: ownerId === actor.id,
    removable: ownerId === actor.id || (row.shared && can(actor, "view:manage")),
    count: await count(actor, { question: row.question, zone }),
  }));
}
